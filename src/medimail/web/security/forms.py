"""What a person types or a device answers to prove themselves."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from medimail.accounts.factors import NAME_LENGTH
from medimail.accounts.models import User
from medimail.web.fields import NOT_YOURS, SENTENCES, TOO_MANY_TRIES, Line

UNREADABLE = "Votre appareil n’a pas terminé. Recommencez, ou choisissez un autre moyen."
# What allauth and fido2 raise over an answer that no device gives.
MALFORMED = (ValidationError, ValueError, TypeError, AttributeError, LookupError)
_NAME_HELP = "Pour la reconnaître plus tard\u00a0: «\u00a0téléphone\u00a0», «\u00a0ordinateur du cabinet\u00a0»…"
UNVERIFIED = (
    "Cette clé ne demande ni code, ni empreinte, ni visage\u00a0: elle ne suffit pas. "
    "Donnez-lui un code, ou utilisez-en une autre."
)


class Code(forms.Form):
    code = Line(
        "Code", 40, fill="one-time-code", error_messages={"required": "Tapez le code reçu ou affiché pour continuer."}
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "spellcheck": "false"})


class Password(forms.Form):
    """Guessing is slowed like a sign-in."""

    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={**SENTENCES, "required": "Indiquez votre mot de passe."},
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            known = get_adapter().reauthenticate(self.user, password)
        except ValidationError:
            raise ValidationError(TOO_MANY_TRIES, code="slow") from None
        if not known:
            raise ValidationError(NOT_YOURS, code="wrong")
        return password


class Credential(forms.Form):
    """What the browser's passkey answered, as JSON."""

    credential = forms.CharField(
        widget=forms.HiddenInput,
        max_length=100_000,
        error_messages=dict.fromkeys(("required", "max_length"), UNREADABLE),
    )

    def clean_credential(self) -> Any:  # noqa: ANN401 (whatever JSON holds)
        """Not Django's own field: JSON too deep, or with too long a number, breaks it."""
        try:
            return json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            raise ValidationError(UNREADABLE, code="credential") from None


class KeyName(forms.Form):
    name = Line("Nom de la clé", NAME_LENGTH, error_messages={"required": "Donnez un nom à cette clé."})


class NewPasskey(Credential, KeyName):
    field_order = ("name", "credential")

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        # The device has already made its key: a missing name must not lose it.
        self.fields["name"].required = False
        self.fields["name"].help_text = _NAME_HELP

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = super().clean_credential()
        try:
            auth.parse_registration_response(credential)
            binding = auth.complete_registration(credential)
        except MALFORMED:
            raise ValidationError(UNREADABLE, code="credential") from None
        if not binding.is_user_verified():
            raise ValidationError(UNVERIFIED, code="unverified")
        return credential
