from django.urls import path

from medimail.web.desk import box_requests, changes, decisions, domains, standing, views

urlpatterns = [
    path("demandes/", views.queue, name="queue"),
    path("demandes/en-attente-de-reponse/", views.asked, name="queue_asked"),
    path("demandes/decidees/", views.decided, name="queue_decided"),
    path("demandes/<int:pk>/", views.application, name="application"),
    path("demandes/<int:pk>/accepter/", decisions.accept, name="accept"),
    path("demandes/<int:pk>/refuser/", decisions.refuse, name="refuse"),
    path("demandes/<int:pk>/demander/", decisions.ask, name="ask"),
    path("demandes/<int:pk>/ecrire/", decisions.write, name="write"),
    path("demandes/<int:pk>/suspendre/", standing.suspend, name="suspend"),
    path("demandes/<int:pk>/reactiver/", standing.reactivate, name="reactivate"),
    path("demandes/<int:pk>/fermer/", standing.close, name="close"),
    path("demandes/modifications/<int:pk>/", changes.change, name="change"),
    path("demandes/modifications/<int:pk>/accepter/", changes.accept_change, name="accept_change"),
    path("demandes/modifications/<int:pk>/refuser/", changes.refuse_change, name="refuse_change"),
    path("demandes/boites/", box_requests.queue, name="queue_boxes"),
    path("demandes/boites/<int:pk>/", box_requests.one, name="box_request"),
    path("demandes/boites/<int:pk>/accepter/", box_requests.accept, name="accept_box"),
    path("demandes/boites/<int:pk>/refuser/", box_requests.refuse, name="refuse_box"),
    path("demandes/boites/<int:pk>/demander/", box_requests.ask, name="ask_about_box"),
    path("domaines/", domains.domains, name="domains"),
    path("domaines/ajouter/", domains.add, name="add_domain"),
]
