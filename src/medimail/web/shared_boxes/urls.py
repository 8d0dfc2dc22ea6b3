from django.urls import path

from medimail.web.shared_boxes import asking, following

urlpatterns = [
    path("boites-partagees/demande/", asking.ask, name="ask_shared_box"),
    path("boites-partagees/demande/structures/", asking.structures, name="shared_structures"),
    path("boites-partagees/demande/adresse/", asking.address, name="shared_address"),
    path("boites-partagees/demandes/", following.requests, name="shared_requests"),
    path("boites-partagees/demandes/<int:pk>/", following.one, name="shared_request"),
    path("boites-partagees/demandes/<int:pk>/retirer/", following.withdraw, name="withdraw_shared_request"),
]
