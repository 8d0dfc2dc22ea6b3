from django.urls import path

from medimail.web.directory import card, recipients, search

urlpatterns = [
    path("", search.directory, name="directory"),
    path("destinataires/", recipients.recipients, name="recipients"),
    path("<int:pk>/", card.card, name="directory_card"),
    path("<int:pk>/fiche.vcf", card.card_download, name="directory_vcard"),
]
