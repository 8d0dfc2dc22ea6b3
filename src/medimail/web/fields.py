"""Text fields whose errors say what to do next."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.encoding import punycode

from medimail.lib.national_numbers import check_finess, compact
from medimail.lib.phones import grouped

INVISIBLE = "Ce champ contient un caractère invisible. Effacez-le et tapez le texte à nouveau."
SENTENCES = {
    "required": "Ce champ est obligatoire. Remplissez-le pour continuer.",
    "invalid_choice": "Ce choix n’est plus proposé. Choisissez dans la liste.",
    "max_length": "Ce champ accepte %(limit_value)d caractères et vous en avez tapé %(show_value)d. Raccourcissez-le.",
    "null_characters_not_allowed": INVISIBLE,
}
TOO_MANY_TRIES = "Trop d’essais. Attendez cinq minutes, puis réessayez."
NOT_YOURS = "Ce mot de passe n’est pas celui de votre compte. Tapez-le à nouveau."
WRONG_ADDRESS = "Cette adresse mail est incomplète ou mal tapée. Exemple : pierre.dupont@exemple.fr"
ADDRESS_LENGTH = 254  # RFC 5321, 4.5.3.1.3, less its two brackets
_PHONE = re.compile(r"\+?[0-9 ().\-\u00a0\u202f]{6,30}")
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_NAME_SIGNS = " '’-.·"


def refuse_controls(value: str) -> None:
    """One line of visible text: a line break in a name becomes a forged header in a mail.

    A mark that turns the direction of reading would show the administrator another word than the one kept (UAX 9).
    """
    if any(
        unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(one) in _TURNS
        for one in value
    ):
        raise ValidationError(INVISIBLE, code="controls")


def refuse_strange_names(value: str) -> None:
    letters = [character for character in value if unicodedata.category(character)[0] == "L"]
    signs = [character for character in value if unicodedata.category(character)[0] not in "LM"]
    if not letters or any(sign not in _NAME_SIGNS for sign in signs):
        raise ValidationError("Tapez seulement des lettres, des espaces, des apostrophes et des tirets.", code="name")


def refuse_strange_numbers(value: str) -> None:
    if not _PHONE.fullmatch(value):
        raise ValidationError("Ce numéro est incomplet ou mal tapé. Exemple\u00a0: 05 61 60 02 03", code="phone")


def refuse_far_years(value: date) -> None:
    """The database keeps years that Python cannot read back: one such notice would break the page of everybody."""
    if not 2000 <= value.year < 3000:
        raise ValidationError("Cette année est hors du calendrier. Corrigez la date.", code="year")


class Words(forms.CharField):
    """A text whose limit the server tells. A `maxlength` in the browser would cut what is pasted, in silence."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        attributes: dict[str, str] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class Line(Words):
    """One line of text. `hint` and `fill` become placeholder and autocomplete."""

    def __init__(self, label: str, max_length: int, *, hint: str = "", fill: str = "", **options: Any) -> None:
        messages = {**SENTENCES, **options.pop("error_messages", {})}
        super().__init__(label=label, max_length=max_length, error_messages=messages, **options)
        self.validators.append(refuse_controls)
        self.widget.attrs.update({key: text for key, text in (("placeholder", hint), ("autocomplete", fill)) if text})


class Paragraph(Words):
    """Several lines of text. `needed` is said when it is left empty."""

    def __init__(self, label: str, max_length: int, *, rows: int, needed: str = "", **options: Any) -> None:
        messages = {**SENTENCES, "required": needed} if needed else SENTENCES
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=max_length, widget=area, error_messages=messages, **options)


class PersonName(Line):
    default_validators = [refuse_strange_names]


class MailAddress(forms.EmailField):
    def __init__(self, *, fill: str = "email", help_text: str = "") -> None:
        messages = {**SENTENCES, "required": "Indiquez votre adresse mail.", "invalid": WRONG_ADDRESS}
        super().__init__(label="Adresse mail", max_length=ADDRESS_LENGTH, help_text=help_text, error_messages=messages)
        self.widget.attrs.pop("maxlength", None)
        self.widget.attrs.update({"placeholder": "adresse@exemple.com", "autocomplete": fill})

    def clean(self, value: object) -> str:
        """Only what every relay takes: no quoted local part, which may hold controls, and a domain in ASCII."""
        local, at, domain = str(super().clean(value)).lower().rpartition("@")
        address = local + at + punycode(domain)
        if '"' in local or len(address) > ADDRESS_LENGTH:
            raise ValidationError(WRONG_ADDRESS, code="invalid")
        return address


class Phone(Line):
    default_validators = [refuse_strange_numbers]

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, 30, required=False, **options)
        self.widget.input_type = "tel"

    def clean(self, value: object) -> str:
        return grouped(super().clean(value))


class Finess(Line):
    def __init__(self, *, help_text: str) -> None:
        super().__init__("Numéro FINESS de l’établissement", 20, required=False, help_text=help_text)

    def clean(self, value: object) -> str:
        finess = compact(super().clean(value)).upper()
        if finess and (sentence := check_finess(finess)):
            raise ValidationError(sentence, code="finess")
        return finess


def speak_french(field: forms.Field, label: str, *, hint: str = "", required: str = "") -> None:
    """Dress a field that another library made."""
    field.label = label
    field.error_messages.update(SENTENCES)
    if required:
        field.error_messages["required"] = required
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs["placeholder"] = hint
    if not hint:
        del field.widget.attrs["placeholder"]
