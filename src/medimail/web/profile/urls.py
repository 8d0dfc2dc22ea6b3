from django.urls import path, re_path

from medimail.web.profile import leaving, sign_in, views

urlpatterns = [
    path("profil/", views.my_profile, name="my_profile"),
    path("profil/demande/retirer/", views.withdraw, name="withdraw_change"),
    path("profil/mot-de-passe/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("profil/mot-de-passe/choisir/", sign_in.choose_password, name="account_set_password"),
    path("profil/adresse/", sign_in.change_address, name="change_address"),
    re_path(r"^profil/adresse/(?P<link>[-:\w]+)/$", sign_in.confirm_address, name="confirm_address"),
    path("profil/donnees/", leaving.my_data, name="my_data"),
    path("profil/donnees/archive/", leaving.my_data_archive, name="my_data_archive"),
    path("profil/fermer/", leaving.close_account, name="close_account"),
    path("au-revoir/", leaving.goodbye, name="goodbye"),
]
