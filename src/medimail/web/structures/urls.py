from django.urls import path

from medimail.web.structures import administrators, boxes, domains, lists, views

urlpatterns = [
    path("structures/", views.structures, name="structures"),
    path("structures/liste/", lists.many, name="structures_many"),
    path("structures/liste/modele/", lists.model, name="structures_model"),
    path("structures/liste/export/", lists.export, name="structures_export"),
    path("structures/<int:pk>/usage/", lists.use, name="structure_use"),
    path("structures/<int:pk>/domaines/", domains.ask, name="ask_domain"),
    path("structures/<int:pk>/domaines/<int:number>/retirer/", domains.withdraw, name="withdraw_domain"),
    path("domaines/<int:number>/accepter/", domains.accept, name="accept_domain"),
    path("domaines/<int:number>/refuser/", domains.refuse, name="refuse_domain"),
    path("administrateurs/", administrators.administrators, name="administrators"),
    path("administrateurs/<int:administrator>/retirer/", administrators.dismiss, name="dismiss_region"),
    path("reglages/", administrators.settings_page, name="settings_in_force"),
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
