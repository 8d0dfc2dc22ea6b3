"""Text fields whose errors say what to do next."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

INVISIBLE = "Ce champ contient un caractère invisible. Effacez-le et tapez le texte à nouveau."
SENTENCES = {
    "required": "Ce champ est obligatoire. Remplissez-le pour continuer.",
    "invalid_choice": "Ce choix n’est plus proposé. Choisissez dans la liste.",
    "max_length": "Ce champ accepte %(limit_value)d caractères et vous en avez tapé %(show_value)d. Raccourcissez-le.",
    "null_characters_not_allowed": INVISIBLE,
}
_NAME_SIGNS = " '’-.·"


def refuse_controls(value: str) -> None:
    """One line of visible text: a line break in a name becomes a forged header in a mail."""
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise ValidationError(INVISIBLE, code="controls")


def refuse_strange_names(value: str) -> None:
    letters = [character for character in value if unicodedata.category(character)[0] == "L"]
    signs = [character for character in value if unicodedata.category(character)[0] not in "LM"]
    if not letters or any(sign not in _NAME_SIGNS for sign in signs):
        raise ValidationError("Utilisez des lettres, des espaces, des apostrophes et des tirets seulement.", code="name")


class Line(forms.CharField):
    """One line of text. `hint` and `fill` become placeholder and autocomplete."""

    def __init__(self, label: str, max_length: int, *, hint: str = "", fill: str = "", **options: Any) -> None:
        messages = {**SENTENCES, **options.pop("error_messages", {})}
        super().__init__(label=label, max_length=max_length, error_messages=messages, **options)
        self.validators.append(refuse_controls)
        # The server counts: a browser that cuts silently at maxlength loses what was pasted.
        self.widget.attrs.pop("maxlength", None)
        self.widget.attrs.update({key: text for key, text in (("placeholder", hint), ("autocomplete", fill)) if text})


class PersonName(Line):
    default_validators = [refuse_strange_names]


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
