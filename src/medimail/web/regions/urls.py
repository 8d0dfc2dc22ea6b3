from django.urls import path

from medimail.web.regions import contacts, notices, views

urlpatterns = [
    path("aide/", views.help_page, name="help"),
    path("region/", views.choose_region, name="choose_region"),
    path("region/contacts/", contacts.contacts, name="region_contacts"),
    path("region/contacts/<slug:place>/", contacts.contacts_of, name="region_contacts_of"),
    path("avis/", notices.notices, name="notices"),
    path("avis/nouveau/", notices.new, name="new_notice"),
    path("avis/<int:pk>/", notices.edit, name="notice"),
    path("avis/<int:pk>/terminer/", notices.end, name="end_notice"),
    path("avis/<int:pk>/fermer/", views.close_notice, name="close_notice"),
]
