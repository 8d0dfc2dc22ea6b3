from django.urls import path

from medimail.web.silence import desk, mine

urlpatterns = [
    path("profil/absence/", mine.long_leave, name="long_leave"),
    path("profil/absence/effacer/", mine.end_long_leave, name="end_long_leave"),
    path("inscription/attente/reactiver/", mine.ask_back, name="ask_back"),
    path("console/inactifs/", desk.silent_accounts, name="silent_accounts"),
    path("demandes/<int:pk>/garder/", desk.keep_account, name="keep_account"),
    path("demandes/<int:pk>/absence/", desk.note_leave, name="note_leave"),
    path("demandes/<int:pk>/absence/effacer/", desk.end_leave, name="end_leave"),
]
