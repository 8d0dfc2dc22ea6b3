"""What people type into their book."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from medimail.contacts.models import GROUP_NAME, MEMBERS
from medimail.web import fields
from medimail.web.mail.addresses import parse

_NAME = 320
_NAMED = re.compile(r'"?([^"<>,;\n]*?)"?\s*<\s*([^<>\s]+)\s*>')
_LONGEST = 40_000


class ContactForm(forms.Form):
    address = fields.MailAddress(fill="off")
    name = fields.Line(
        "Nom", _NAME, required=False, fill="off", help_text="Laissez vide pour prendre celui de l’annuaire."
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="contact_%s")  # type: ignore[arg-type]
        self.fields["address"].widget.attrs["placeholder"] = "prenom.nom@domaine.mssante.fr"

    def typed(self) -> dict[str, str]:
        return {self.cleaned_data["address"]: self.cleaned_data["name"]}


class GroupForm(forms.Form):
    name = fields.Line("Nom du groupe", GROUP_NAME, hint="Équipe de soins du mardi", fill="off")

    def __init__(self, data: object = None, *, initial: str = "") -> None:
        super().__init__(data, initial={"name": initial}, auto_id="group_%s")  # type: ignore[arg-type]


class MembersForm(forms.Form):
    to = fields.Paragraph(
        "Noms ou adresses",
        _LONGEST,
        rows=3,
        needed="Tapez ou collez au moins une adresse.",
        help_text="Tapez un nom et choisissez, ou collez des adresses séparées par des virgules.",
    )

    def __init__(self, data: object = None, *, needed: bool = True) -> None:
        super().__init__(data, auto_id="members_%s")  # type: ignore[arg-type]
        self.fields["to"].required = needed
        self.fields["to"].widget.attrs["data-recipients"] = reverse_lazy("recipients")

    def clean_to(self) -> str:
        text: str = self.cleaned_data["to"].replace("\r\n", "\n").replace("\r", "\n")
        for line in text.split("\n"):
            fields.refuse_controls(line.replace("\t", " "))
        good, bad = parse(text)
        if bad:
            raise ValidationError(f"Ceci n’est pas une adresse\u00a0: «\u00a0{bad[0][:80]}\u00a0». Corrigez-la.")
        if len(good) > MEMBERS:
            raise ValidationError(f"Un groupe compte {MEMBERS} adresses au plus, et vous en avez collé {len(good)}.")
        return text

    def typed(self) -> dict[str, str]:
        """Addresses in lower case with the names beside them."""
        text = self.cleaned_data["to"]
        names = {address.lower(): name.strip()[:_NAME] for name, address in _NAMED.findall(text)}
        good = [address.lower() for address in parse(text)[0]]
        return {address: names.get(address, "") for address in good}
