from django.urls import path

from medimail.web.structures import boxes, views

urlpatterns = [
    path("structures/", views.structures, name="structures"),
    path("structures/<int:pk>/", views.structure, name="structure"),
    path("structures/<int:pk>/administrateurs/", views.appoint, name="appoint_administrator"),
    path(
        "structures/<int:pk>/administrateurs/<int:administrator>/retirer/", views.dismiss, name="dismiss_administrator"
    ),
    path("boites/<int:pk>/", boxes.box, name="structure_box"),
    path("boites/<int:pk>/suspendre/", boxes.suspend, name="suspend_shared"),
    path("boites/<int:pk>/rouvrir/", boxes.reactivate, name="reactivate_shared"),
    path("boites/<int:pk>/fermer/", boxes.close, name="close_shared"),
    path("boites/<int:pk>/garder/", boxes.keep, name="keep_shared"),
    path("boites/<int:pk>/gestionnaire/", boxes.hand_over, name="hand_over_shared"),
]
