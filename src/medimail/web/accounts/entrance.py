"""django-allauth's forms, in our words. Apart from `forms.py`, which allauth itself imports."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm, SignupForm
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join

from medimail.accounts.passwords import RULES
from medimail.web.fields import speak_french

ADDRESS_HINT = "adresse@exemple.com"
ADDRESS_MISSING = "Indiquez votre adresse mail."
ADDRESS_WRONG = "Cette adresse mail est incomplète ou mal tapée. Exemple : pierre.dupont@exemple.fr"
ADDRESS_LENGTH = 254  # RFC 5321, 4.5.3.1.3, less its two brackets
PASSWORDS_DIFFER = "Les deux mots de passe sont différents. Tapez le même deux fois."  # noqa: S105
_SIGN_IN = {
    "email_password_mismatch": "Adresse mail ou mot de passe incorrect. Vérifiez votre saisie, "
    "ou demandez un nouveau mot de passe.",
    "too_many_login_attempts": "Trop d’essais. Attendez cinq minutes, puis réessayez.",
}


def _address(form: Any, name: str) -> None:
    field = form.fields[name]
    speak_french(field, "Adresse mail", hint=ADDRESS_HINT, required=ADDRESS_MISSING)
    field.max_length = ADDRESS_LENGTH
    for validator in field.validators:
        if getattr(validator, "code", "") == "max_length":
            validator.limit_value = ADDRESS_LENGTH
        if getattr(validator, "code", "") == "invalid":
            field.error_messages["invalid"] = ADDRESS_WRONG


def _new_passwords(form: Any) -> None:
    rules = format_html_join("", "<li>{}</li>", ((label,) for _, label, _ in RULES))
    speak_french(form.fields["password1"], "Mot de passe", required="Choisissez un mot de passe.")
    speak_french(form.fields["password2"], "Confirmer le mot de passe", required="Tapez le mot de passe une seconde fois.")
    form.fields["password1"].help_text = format_html_join("", '<ul class="rules">{}</ul>', [(rules,)])


def _same_words(form: Any) -> None:
    """allauth's own sentence for two different passwords gives way to ours."""
    if form.errors.get("password2") and form.data.get("password1") != form.data.get("password2"):
        form.errors["password2"] = form.error_class([PASSWORDS_DIFFER], field_id=form["password2"].auto_id)


class SignIn(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self, "login")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        speak_french(self.fields["password"], "Mot de passe", hint="Mot de passe", required="Indiquez votre mot de passe.")
        self.fields["password"].help_text = ""

    def clean(self) -> Any:
        try:
            return super().clean()
        except ValidationError as refusal:
            raise ValidationError(_SIGN_IN.get(refusal.code or "", refusal.message), code=refusal.code) from None


class SignUp(SignupForm):
    field_order = ("last_name", "first_name", "email", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self, "email")
        self.fields["email"].help_text = "Nous ne partagerons jamais votre adresse avec un tiers."
        _new_passwords(self)

    def full_clean(self) -> None:
        super().full_clean()
        _same_words(self)


class AskReset(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self, "email")


class NewPassword(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_passwords(self)

    def full_clean(self) -> None:
        super().full_clean()
        _same_words(self)
