"""What is asked of who asks for a shared box."""

import re
from typing import Any

from django import forms
from django.urls import reverse_lazy

from medimail.accounts.models import User
from medimail.lib import nomenclature
from medimail.lib.addresses import shared_part
from medimail.lib.national_numbers import check_siret, compact
from medimail.mailboxes.queries import shared_addresses
from medimail.shared_boxes.actions import Wanted
from medimail.shared_boxes.models import BoxRequest
from medimail.web.enrolment import choices
from medimail.web.fields import SENTENCES, Finess, Line, Paragraph
from medimail.web.long_lists import LongSelect

Kind, Means = BoxRequest.Kind, BoxRequest.Means
_POSTCODE = re.compile(r"[0-9]{5}")
_SPLIT = re.compile(r"[\s,;]+")
_MOST_MEMBERS = 50
_LIVE = {"hx-post": reverse_lazy("shared_address"), "hx-target": "#adresse-obtenue", "hx-include": "closest form"}
_WRONG_NAME = (
    "Ce nom ne peut pas faire une adresse. Tapez des lettres, des chiffres, des tirets ou des points. "
    "Exemple\u00a0: cardiologie"
)
TAKEN = "Cette adresse est déjà donnée. Choisissez un autre nom, par exemple avec le service ou la ville."
_NUMBER = (
    "Indiquez le numéro FINESS ou le numéro SIRET de la structure. Sans l’un des deux, la boîte ne peut être publiée."
)
_NOT_BOTH = "Choisissez comment le programme se connectera."


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="La boîte est pour",
        choices=[(Kind.ORG, "Des personnes"), (Kind.APP, "Un programme")],
        widget=forms.RadioSelect,
        error_messages=SENTENCES,
    )
    structure_name = Line("Nom de la structure", 150, hint="EHPAD Les Tilleuls", fill="organization")
    finess = Finess(help_text="9 caractères.")
    siret = Line("Numéro SIRET", 20, required=False, help_text="14 chiffres, si la structure n’a pas de FINESS.")
    postcode = Line("Code postal", 10, required=False, fill="postal-code")
    town = Line("Ville", 80, required=False, fill="address-level2")
    region_code = forms.ChoiceField(
        label="Région",
        choices=choices.regions,
        widget=LongSelect,
        help_text="Ses administrateurs vérifient votre demande.",
        error_messages={**SENTENCES, "required": "Ce choix est obligatoire. Choisissez dans la liste."},
    )
    service = Line("Service", 100, required=False, hint="Cardiologie", help_text="Vide pour toute la structure.")
    local_part = Line("Nom souhaité", 64, hint="cardiologie", help_text="Ce qui précède @ dans l’adresse.")
    description = Line(
        "À quoi elle servira",
        255,
        hint="Recevoir les comptes rendus du service",
        help_text="Vos correspondants et les administrateurs le lisent. Aucune donnée de santé.",
    )
    responsible = Line(
        "Responsables",
        255,
        hint="Dr Amélie Fabre, chef de service, 05 63 71 63 71",
        help_text="Qui répond de la boîte et décide de ses accès. Jamais publié.",
    )
    means = forms.ChoiceField(
        label="Comment le programme se connectera",
        choices=[("", "Choisissez"), (Means.CERTIFICATE, "Un certificat client"), (Means.TOKEN, "Un jeton d’accès")],
        required=False,
        help_text="Seulement pour un programme. Le branchement se fait ensuite avec le centre de services.",
        error_messages=SENTENCES,
    )
    members = Paragraph(
        "Premiers membres",
        4000,
        rows=3,
        required=False,
        help_text="Leurs adresses mail ou MSSanté, une par ligne. Vous serez gestionnaire de la boîte.",
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("finess", "siret", "postcode"):
            self.fields[name].widget.attrs["class"] = "num"
        trigger = "input changed delay:400ms, change from:#id_region_code, input from:#id_finess delay:400ms, load"
        self.fields["local_part"].widget.attrs |= {**_LIVE, "hx-trigger": trigger, "hx-sync": "this:replace"}

    def clean_siret(self) -> str:
        siret = compact(self.cleaned_data["siret"])
        if siret and (sentence := check_siret(siret)):
            raise forms.ValidationError(sentence)
        return siret

    def clean_postcode(self) -> str:
        postcode = compact(self.cleaned_data["postcode"])
        if postcode and not _POSTCODE.fullmatch(postcode):
            raise forms.ValidationError("Un code postal a 5 chiffres. Exemple\u00a0: 31620")
        return postcode

    def clean_local_part(self) -> str:
        part = shared_part(self.cleaned_data["local_part"].partition("@")[0])
        if not part:
            raise forms.ValidationError(_WRONG_NAME)
        return part

    def clean_members(self) -> list[str]:
        found = list(dict.fromkeys(filter(None, _SPLIT.split(self.cleaned_data["members"].lower()))))
        for address in found:
            try:
                forms.EmailField(max_length=254).clean(address)
            except forms.ValidationError as wrong:
                sentence = f"«\u00a0{address}\u00a0» n’est pas une adresse complète. Corrigez-la ou retirez-la."
                raise forms.ValidationError(sentence) from wrong
        if len(found) > _MOST_MEMBERS:
            raise forms.ValidationError(
                f"{_MOST_MEMBERS} membres au plus pour commencer\u00a0; ajoutez les autres ensuite."
            )
        return found

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not {"finess", "siret"} & self.errors.keys() and not (data.get("finess") or data.get("siret")):
            self.add_error("finess", _NUMBER)
        if data.get("kind") == Kind.APP and not data.get("means"):
            self.add_error("means", _NOT_BOTH)
        if data.get("kind") == Kind.ORG:
            data["means"] = ""
        found = nomenclature.department_of_postcode(data.get("postcode", ""))
        if found and data.get("region_code") and found.region_code != data["region_code"]:
            self.add_error("region_code", "Ce code postal n’est pas dans cette région. Corrigez l’un des deux.")
        self._refuse_taken(data)
        return data

    def _refuse_taken(self, data: dict[str, Any]) -> None:
        if self.errors:
            return
        [(address, free)] = shared_addresses([(data["local_part"], data["finess"], data["region_code"])])
        if address and not free:
            self.add_error("local_part", TAKEN)

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)


class AnswerForm(forms.Form):
    text = Paragraph(
        "Votre réponse",
        2000,
        rows=4,
        needed="Écrivez votre réponse avant de l’envoyer.",
        help_text="N’y mettez aucune donnée de santé.",
    )
