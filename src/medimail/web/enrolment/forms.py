"""Screens S6 and S7."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy

from medimail.accounts.models import Profile, User
from medimail.accounts.profile import ProfileData
from medimail.accounts.queries import number_taken
from medimail.lib import nomenclature
from medimail.lib.national_numbers import check, compact
from medimail.web.enrolment import choices
from medimail.web.enrolment.number import taken
from medimail.web.fields import SENTENCES, Finess, Line, PersonName, Phone
from medimail.web.long_lists import LongSelect

_CHOOSE = {**SENTENCES, "required": "Ce choix est obligatoire. Choisissez dans la liste pour continuer."}
Choices = Callable[[], Sequence[choices.Choice | choices.Group]] | list[choices.Choice]
IDENTIFIER_TYPES = [(kind.value, kind.value) for kind in Profile.IdentifierType]
_POSTCODE = re.compile(r"[0-9]{5}")
_LIVE_CHECK = {
    "hx-post": reverse_lazy("number_check"),
    "hx-trigger": "input changed delay:400ms, change from:#id_identifier_type",
    "hx-include": "closest form",
    "hx-target": "#number-answer",
    "hx-sync": "this:replace",
}
_MEDIMAIL_OFF = (
    "Si vous désactivez\u00a0: vous n’êtes plus dans l’annuaire Medimail, mais chacun vous trouve encore"
    " dans l’annuaire MSSanté."
)
_MEDIMAIL_OFF_INSIDE = "Si vous désactivez\u00a0: personne ne trouve plus votre adresse, sauf vos administrateurs."
_MSSANTE_OFF = (
    "Si vous désactivez\u00a0: c’est la liste rouge. Personne ne trouve plus votre adresse, ni dans l’annuaire MSSanté"
    " ni dans l’annuaire Medimail, sauf vos administrateurs. Qui la connaît déjà peut toujours vous écrire."
)
_NUMBER_MISSING = "Indiquez votre numéro, ou revenez à l’étape précédente et répondez Non."


class IdentifierForm(forms.Form):
    has_identifier = forms.ChoiceField(
        choices=[("oui", "Oui"), ("non", "Non")],
        widget=forms.RadioSelect,
        label="Possédez-vous un numéro d’identifiant national (RPPS ou ADELI)\u00a0?",
        error_messages={**SENTENCES, "required": "Répondez Oui ou Non pour continuer."},
    )


def _choice(label: str, options: Choices, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options, required=required, widget=LongSelect, error_messages=_CHOOSE)


def _switch(label: str, help_text: str = "", *, on: bool = True) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=on, help_text=help_text)


class ProfileForm(forms.Form):
    last_name = PersonName("Nom", 80, fill="family-name")
    first_name = PersonName("Prénom", 80, fill="given-name")
    phone1 = Phone("Téléphone 1", hint="05 61 60 02 03", fill="tel")
    phone2 = Phone("Téléphone 2")
    self_employed = _switch("Activité libérale", on=False)
    profession_code = _choice("Profession", choices.professions, required=True)
    speciality_code = _choice("Spécialité", choices.specialities)
    identifier_type = _choice("Type d’identifiant national", IDENTIFIER_TYPES, required=True)
    national_id = Line(
        "Numéro d’identifiant national",
        30,
        error_messages={"required": _NUMBER_MISSING},
        help_text="RPPS\u00a0: 11 chiffres. ADELI\u00a0: 9 caractères.",
    )
    company_name = Line("Raison sociale", 150, required=False, hint="PHARMACIE DU CENTRE", fill="organization")
    service = Line("Service de rattachement", 150, required=False)
    finess = Finess(help_text="9 caractères, si vous l’avez.")
    address = Line("Adresse", 200, required=False, fill="street-address")
    postcode = Line("Code postal", 10, required=False, fill="postal-code")
    town = Line("Ville", 100, required=False, fill="address-level2")
    department_code = _choice("Département", choices.departments)
    region_code = _choice("Région", choices.regions, required=True)
    in_medimail_directory = _switch("Je souhaite apparaître dans l’annuaire Medimail", _MEDIMAIL_OFF)
    in_mssante_directory = _switch("Je souhaite apparaître dans l’annuaire MSSanté", _MSSANTE_OFF)
    paperless = _switch("Je souhaite dématérialiser tous mes échanges et ne plus recevoir de papier.")
    notify = _switch("Je souhaite recevoir une notification à chaque réception de Medimail")

    def __init__(self, data: QueryDict | None, *, initial: dict[str, object], has_identifier: bool, user: User) -> None:
        super().__init__(data, initial=initial)
        self.user = user
        for name in ("phone1", "phone2", "national_id", "finess", "postcode"):
            self.fields[name].widget.attrs["class"] = "num"
        for name in ("profession_code", "speciality_code"):
            self.fields[name].widget.attrs["data-search"] = True
        self.fields["national_id"].widget.attrs |= {**_LIVE_CHECK, "inputmode": "numeric", "autocomplete": "off"}
        if not has_identifier:
            self.fields["in_medimail_directory"].help_text = _MEDIMAIL_OFF_INSIDE
            del self.fields["identifier_type"], self.fields["national_id"]

    def clean_postcode(self) -> str:
        postcode = compact(self.cleaned_data["postcode"])
        if postcode and not _POSTCODE.fullmatch(postcode):
            raise forms.ValidationError("Un code postal a 5 chiffres. Exemple\u00a0: 31620")
        return postcode

    def clean_speciality_code(self) -> str:
        """Runs after the profession: fields are cleaned in the order above."""
        code: str = self.cleaned_data["speciality_code"]
        profession = self.cleaned_data.get("profession_code", "")
        if code and profession and code not in {one.code for one in nomenclature.specialities(profession)}:
            raise forms.ValidationError("Cette spécialité n’est pas de la profession choisie. Choisissez-en une autre.")
        return code

    def clean_national_id(self) -> str:
        number = compact(self.cleaned_data["national_id"]).upper()
        kind = self.cleaned_data.get("identifier_type", "")
        if sentence := check(kind, number):
            raise forms.ValidationError(sentence)
        if number_taken(kind, number, by_other_than=self.user):
            raise forms.ValidationError(taken())
        return number

    def clean(self) -> dict[str, Any]:
        """The post code fills a department left empty, and the department must lie in the chosen region."""
        data = self.cleaned_data
        if not data.get("department_code") and (found := nomenclature.department_of_postcode(data.get("postcode", ""))):
            data["department_code"] = found.code
        department = nomenclature.department(data.get("department_code", ""))
        region = data.get("region_code")
        if department and region and department.region_code != region:
            sentence = f"Le département {department.label} n’est pas dans cette région. Corrigez l’un des deux."
            self.add_error("region_code", sentence)
        return data

    def data_of_profile(self) -> ProfileData:
        return ProfileData(**self.cleaned_data)
