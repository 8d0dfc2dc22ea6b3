"""Screen S10: the profile form again, the address and the password, and leaving."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, SetPasswordForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from medimail.accounts.models import Profile, User
from medimail.accounts.profile import ProfileData
from medimail.web.accounts.forms import TypedTwice, new_passwords
from medimail.web.enrolment.forms import ProfileForm
from medimail.web.fields import NOT_YOURS, MailAddress, speak_french


class LaterProfileForm(ProfileForm):
    """Who had no number may give one now; who has one may correct it, and no more than at sign-up leave it out."""

    def __init__(self, data: QueryDict | None, *, initial: dict[str, object], user: User) -> None:
        super().__init__(data, initial=initial, has_identifier=True, user=user)
        if not user.profile.national_id:
            self.fields["national_id"].required = False
            self.initial["identifier_type"] = self.initial.get("identifier_type") or Profile.IdentifierType.RPPS

    def clean_national_id(self) -> str:
        typed = self.cleaned_data["national_id"]
        return super().clean_national_id() if typed or self.fields["national_id"].required else ""

    def data_of_profile(self) -> ProfileData:
        if not self.cleaned_data["national_id"]:
            self.cleaned_data["identifier_type"] = ""
        return super().data_of_profile()


class NewAddress(forms.Form):
    email = MailAddress()

    def __init__(self, data: QueryDict | None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.fields["email"].label = "Nouvelle adresse mail" if user.email else "Adresse mail"

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if address == self.user.email:
            raise ValidationError("C’est déjà votre adresse de connexion. Indiquez-en une autre.", code="same")
        return address


class CloseForm(forms.Form):
    understood = forms.BooleanField(
        label="J’ai compris que cette fermeture est définitive.",
        error_messages={"required": "Cochez cette case pour confirmer la fermeture."},
    )


class NewPassword(TypedTwice, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new_passwords(self, "Nouveau mot de passe")
        speak_french(self.fields["oldpassword"], "Mot de passe actuel", required="Indiquez votre mot de passe actuel.")
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        try:
            return str(super().clean_oldpassword())
        except ValidationError:
            raise ValidationError(NOT_YOURS, code="wrong") from None


class FirstPassword(TypedTwice, SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new_passwords(self)
