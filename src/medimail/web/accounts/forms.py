"""django-allauth's forms, in our words. Apart from `names.py`, which allauth itself imports."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm, SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join

from medimail.accounts.models import User
from medimail.accounts.passwords import RULES
from medimail.web.fields import TOO_MANY_TRIES, MailAddress, speak_french

PASSWORDS_DIFFER = "Les deux mots de passe sont différents. Tapez le même deux fois."
TWICE = "Tapez le mot de passe une seconde fois."
_TYPE_AGAIN = "Par sécurité, les mots de passe ne sont pas gardés\u00a0: tapez-les à nouveau."
_SIGN_IN = {
    "email_password_mismatch": "Adresse mail ou mot de passe incorrect. Vérifiez votre saisie, "
    "ou demandez un nouveau mot de passe.",
    "too_many_login_attempts": TOO_MANY_TRIES,
}


def new_passwords(form: forms.Form, label: str = "Mot de passe") -> None:
    rules = format_html_join("", '<li data-rule="{}">{}</li>', ((key, label) for key, label, _ in RULES))
    speak_french(form.fields["password1"], label, required="Choisissez un mot de passe.")
    speak_french(form.fields["password2"], "Confirmer le mot de passe", required=TWICE)
    again = format_html("<p><strong>{}</strong></p>", _TYPE_AGAIN) if form.is_bound else ""
    form.fields["password1"].help_text = format_html('{}<ul class="rules">{}</ul>', again, rules)


class TypedTwice(forms.Form):
    """allauth's own sentence for two different passwords gives way to ours."""

    def full_clean(self) -> None:
        super().full_clean()
        typed = self.data.get("password2")
        if typed and self.errors.get("password2") and self.data.get("password1") != typed:
            self.errors["password2"] = self.error_class([PASSWORDS_DIFFER], field_id=self["password2"].auto_id)


class SignIn(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = MailAddress(fill="username")
        password = self.fields["password"]
        speak_french(password, "Mot de passe", hint="Mot de passe", required="Indiquez votre mot de passe.")
        password.help_text = ""

    def clean(self) -> dict[str, object]:
        try:
            cleaned: dict[str, object] = super().clean()  # type: ignore[no-untyped-call]
        except ValidationError as refusal:
            raise ValidationError(_SIGN_IN.get(refusal.code or "", refusal.message), code=refusal.code) from None
        return cleaned


class SignUp(TypedTwice, SignupForm):  # type: ignore[misc]  # allauth has no types
    field_order = ("last_name", "first_name", "email", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = MailAddress(help_text="Nous ne partagerons jamais votre adresse avec un tiers.")
        new_passwords(self)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A second click that raced the first meets the account it made, and gets the answer of an existing account."""
        try:
            with transaction.atomic():
                return self._try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return self._try_save(request)

    def _try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            # A new account costs one slow hash: without it, the time of the answer tells who has an account.
            make_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved


class AskReset(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = MailAddress()


class NewPassword(TypedTwice, ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new_passwords(self)
