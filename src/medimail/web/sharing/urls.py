from django.urls import path

from medimail.web.audit_pages import delegates
from medimail.web.sharing import lists, members, mine

urlpatterns = [
    path("boites/<int:box>/membres/", members.members, name="members"),
    path("boites/<int:box>/reglages/delegation/", members.members, name="delegation"),
    path("boites/<int:box>/reglages/delegation/actes/", delegates.acts, name="delegates_acts"),
    path("boites/<int:box>/membres/liste/", lists.many, name="members_many"),
    path("boites/<int:box>/membres/modele/", lists.model, name="members_model"),
    path("boites/<int:box>/membres/export/", lists.export, name="members_export"),
    path("boites/<int:box>/membres/<int:pk>/", members.member, name="member"),
    path("boites/<int:box>/membres/<int:pk>/retirer/", members.end, name="member_end"),
    path("boites/<int:box>/membres/<int:pk>/passer/", members.hand_over, name="member_hand_over"),
    path("boites/<int:box>/invitations/<int:pk>/retirer/", members.withdraw, name="invitation_withdraw"),
    path("boites/<int:box>/acces/", mine.locked, name="locked_box"),
    path("boites/<int:box>/acces/demander/", mine.ask, name="ask_access"),
    path("boites/<int:box>/quitter/", mine.leave, name="leave_box"),
    path("boites-partagees/miennes/", mine.rights, name="my_rights"),
]
