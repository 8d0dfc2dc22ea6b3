"""Proving oneself, under the names django-allauth reverses."""

from django.urls import path

from medimail.web.security import (
    confirming,
    lock,
    overview,
    own_app,
    own_passkeys,
    recovery_codes,
    second_step,
    welcome,
)

urlpatterns = [
    path("connexion/second-facteur/", second_step.second_factor, name="mfa_authenticate"),
    path("connexion/code/", second_step.mail_code, name="account_confirm_login_code"),
    path("connexion/appareil/", second_step.trust, name="mfa_trust"),
    path("connexion/cle/", second_step.passkey_alone, name="mfa_login_webauthn"),
    path("securite/", overview.security, name="mfa_index"),
    path("securite/bienvenue/", welcome.welcome, name="second_factor_welcome"),
    path("securite/confirmer/", confirming.confirm, name="account_reauthenticate"),
    path("securite/cle/", own_passkeys.add_passkey, name="mfa_add_webauthn"),
    path("securite/cle/<int:pk>/nom/", own_passkeys.name_passkey, name="mfa_edit_webauthn"),
    path("securite/cle/<int:pk>/retirer/", own_passkeys.remove_passkey, name="mfa_remove_webauthn"),
    path("securite/application/", own_app.add_app, name="mfa_activate_totp"),
    path("securite/application/retirer/", own_app.remove_app, name="mfa_deactivate_totp"),
    path("securite/codes/", recovery_codes.show, name="mfa_view_recovery_codes"),
    path("securite/codes/nouveaux/", recovery_codes.renew, name="mfa_generate_recovery_codes"),
    path("verrou/", lock.lock, name="lock"),
    path("verrou/reste/", lock.lock_left, name="lock_left"),
]
