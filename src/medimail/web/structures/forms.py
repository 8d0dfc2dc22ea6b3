import re
from typing import Any

from django import forms

from medimail.lib import nomenclature
from medimail.lib.national_numbers import check_siret, compact
from medimail.structures.actions import Facts
from medimail.web.enrolment import choices
from medimail.web.fields import SENTENCES, Finess, Line, Paragraph
from medimail.web.long_lists import LongSelect

POSTCODE = re.compile(r"[0-9]{5}")
WRONG_POSTCODE = "Un code postal a 5 chiffres. Exemple\u00a0: 31620"
NUMBER = "Indiquez le numéro FINESS ou le numéro SIRET\u00a0: l’annuaire national en demande un."


class PlaceForm(forms.Form):
    """What may be corrected of a structure: its numbers stay."""

    name = Line("Nom", 150)
    postcode = Line("Code postal", 10, required=False)
    town = Line("Ville", 80, required=False)

    def clean_postcode(self) -> str:
        postcode = compact(self.cleaned_data["postcode"])
        if postcode and not POSTCODE.fullmatch(postcode):
            raise forms.ValidationError(WRONG_POSTCODE)
        return postcode


class StructureForm(PlaceForm):
    finess = Finess(help_text="9 caractères.")
    siret = Line("Numéro SIRET", 20, required=False, help_text="14 chiffres, si elle n’a pas de FINESS.")
    region_code = forms.ChoiceField(
        label="Région", choices=choices.regions, widget=LongSelect, error_messages=SENTENCES
    )

    def __init__(self, *args: Any, region: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if region:
            self.fields["region_code"].choices = [(region, nomenclature.region_label(region))]  # type: ignore[attr-defined]

    def clean_siret(self) -> str:
        siret = compact(self.cleaned_data["siret"])
        if siret and (sentence := check_siret(siret)):
            raise forms.ValidationError(sentence)
        return siret

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not {"finess", "siret"} & self.errors.keys() and not (data.get("finess") or data.get("siret")):
            self.add_error("finess", NUMBER)
        return data

    def facts(self) -> Facts:
        return Facts(**self.cleaned_data)


class PersonForm(forms.Form):
    address = Line("Adresse mail ou MSSanté", 254, help_text="Celle d’un compte déjà validé.")


class ReasonForm(forms.Form):
    reason = Paragraph(
        "Raison",
        2000,
        rows=3,
        needed="Écrivez la raison\u00a0: les membres doivent la connaître.",
        help_text="Les membres la reçoivent par mail. N’y mettez aucune donnée de santé.",
    )


class DomainRefusalForm(forms.Form):
    reason = Paragraph("Raison", 2000, rows=3, help_text="La structure la reçoit par mail.")
