"""Notices and contacts, as administrators write them."""

from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from medimail.lib.nomenclature import region_label
from medimail.regions.actions import Contacts, Words
from medimail.regions.models import EVERYWHERE, HelpDesk, Notice
from medimail.web import fields

TEXT_LENGTH = 600
_MINUTE = "%Y-%m-%dT%H:%M"
_NO_SUCH_HOUR = (
    "Cette heure n’existe pas, ou revient deux fois, le jour du changement d’heure. Choisissez une heure voisine."
)


class Moment(forms.DateTimeField):
    """A date and time in Paris, by the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTE)
    default_validators = [fields.refuse_far_years]

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        try:
            found: datetime | None = super().to_python(value)
        except ValidationError as refusal:
            if refusal.code == "ambiguous_timezone":
                raise ValidationError(_NO_SUCH_HOUR, code="hour") from None
            raise
        return found


def _moment(label: str, *, required: bool, help_text: str) -> Moment:
    sentence = "Indiquez le jour et l’heure. Exemple\u00a0: 24/12/2026 18:00"
    return Moment(
        label=label,
        required=required,
        help_text=help_text,
        error_messages={**fields.SENTENCES, "required": sentence, "invalid": sentence},
    )


class NoticeForm(forms.Form):
    title = fields.Line("Titre", 100, hint="Information de connexion")
    text = fields.Paragraph(
        "Texte",
        TEXT_LENGTH,
        rows=5,
        help_text="Tout le monde le lira, même sans compte. Les adresses https:// deviennent des liens.",
    )
    region_code = forms.ChoiceField(label="Pour qui", required=False, error_messages=fields.SENTENCES)
    starts_at = _moment("Début", required=True, help_text="Heure de Paris.")
    ends_at = _moment("Fin", required=False, help_text="Sans fin, il reste affiché jusqu’à ce que vous le terminiez.")

    def __init__(self, data: object = None, *, regions: list[str], notice: Notice | None = None) -> None:
        super().__init__(data, initial=_words_of(notice))  # type: ignore[arg-type]
        choices = [(code, region_label(code) or "Toutes les régions") for code in regions]
        self.fields["region_code"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["region_code"].disabled = True
            self.initial["region_code"] = regions[0]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        for line in text.split("\n"):
            fields.refuse_controls(line.replace("\t", " "))
        return str(text)

    def clean_ends_at(self) -> datetime | None:
        """Runs after the start: fields are cleaned in the order above."""
        end: datetime | None = self.cleaned_data["ends_at"]
        start = self.cleaned_data.get("starts_at")
        if end and start and end <= start:
            raise ValidationError("La fin vient avant le début. Corrigez l’une des deux dates.")
        if end and end <= timezone.now():
            raise ValidationError(
                "Cette fin est déjà passée\u00a0: personne ne verrait l’avis. Choisissez-en une autre."
            )
        return end

    def words(self) -> Words:
        return Words(**self.cleaned_data)


class ContactsForm(forms.Form):
    name = fields.Line("Nom du service", 120, hint="Centre de services du GRADeS Occitanie")
    phone = fields.Phone("Téléphone")
    email = forms.EmailField(
        label="Adresse mail",
        required=False,
        max_length=fields.ADDRESS_LENGTH,
        error_messages={**fields.SENTENCES, "invalid": fields.WRONG_ADDRESS},
    )
    hours = fields.Line("Heures d’ouverture", 200, required=False, hint="Du lundi au vendredi, de 9 h à 17 h")
    website = forms.URLField(
        label="Page web",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={
            **fields.SENTENCES,
            "invalid": "Cette adresse est mal tapée. Exemple\u00a0: https://exemple.fr/aide",
        },
    )

    def __init__(self, data: object = None, *, desk: HelpDesk | None = None) -> None:
        names = ("name", "phone", "email", "hours", "website")
        super().__init__(data, initial={name: getattr(desk, name) for name in names} if desk else {})  # type: ignore[arg-type]
        for name in ("email", "website"):
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_website(self) -> str:
        website: str = self.cleaned_data["website"]
        if website and not website.startswith("https://"):
            raise ValidationError("Indiquez une adresse sûre, qui commence par https://")
        return website

    def clean(self) -> None:
        if not self.errors and not self.cleaned_data["phone"] and not self.cleaned_data["email"]:
            self.add_error("phone", "Indiquez un téléphone ou une adresse mail\u00a0: on doit pouvoir vous joindre.")

    def contacts(self) -> Contacts:
        return Contacts(**self.cleaned_data)


def _words_of(notice: Notice | None) -> dict[str, object]:
    if notice is None:
        return {"starts_at": timezone.now(), "region_code": EVERYWHERE}
    return {name: getattr(notice, name) for name in ("title", "text", "region_code", "starts_at", "ends_at")}
