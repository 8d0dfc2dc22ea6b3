"""django-allauth's views on French paths, under the names it reverses."""

from allauth.account import views as allauth
from django.urls import path, re_path

from medimail.web.accounts import confirm, forms, sign_out, views
from medimail.web.enrolment import steps

urlpatterns = [
    path("", views.home, name="home"),
    path("connexion/", confirm.Enter.as_view(form_class=forms.SignIn), name="account_login"),
    path("deconnexion/", sign_out.SignOut.as_view(), name="account_logout"),
    path("compte-ferme/", allauth.account_inactive, name="account_inactive"),
    path(
        "inscription/compte/",
        allauth.SignupView.as_view(form_class=forms.SignUp, extra_context=steps.at(steps.ACCOUNT)),
        name="account_signup",
    ),
    path(
        "inscription/confirmer/",
        confirm.Sent.as_view(extra_context=steps.at(steps.ADDRESS)),
        name="account_email_verification_sent",
    ),
    path("inscription/confirmer/renvoyer/", confirm.resend, name="resend_confirmation"),
    re_path(
        r"^inscription/confirmer/(?P<key>[-:\w]+)/$",
        confirm.Confirm.as_view(extra_context=steps.at(steps.ADDRESS)),
        name="account_confirm_email",
    ),
    path(
        "mot-de-passe/oublie/",
        allauth.PasswordResetView.as_view(form_class=forms.AskReset),
        name="account_reset_password",
    ),
    path("mot-de-passe/envoye/", allauth.password_reset_done, name="account_reset_password_done"),
    path("mot-de-passe/change/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.PasswordResetFromKeyView.as_view(form_class=forms.NewPassword),
        name="account_reset_password_from_key",
    ),
]
