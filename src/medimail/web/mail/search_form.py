"""What is looked for: typed, then sealed. A name may be a patient's, and addresses of pages are kept in logs and by
browsers, so the address of a result holds a sealed text that this house alone can read.
"""

import json
from collections.abc import Mapping
from datetime import date

from django import forms
from django.conf import settings

from medimail.accounts.models import User
from medimail.lib.imap_search import Wanted
from medimail.lib.sealing import Sealed
from medimail.web.fields import Words

LONGEST = 200
_TOO_LONG = {"max_length": "Cherchez moins de mots à la fois : %(limit_value)d lettres au plus."}
_DATE = {"invalid": "Cette date n’existe pas. Écrivez-la ainsi : 24/12/2026."}
NOTHING = "Indiquez ce que vous cherchez : un mot d’au moins trois lettres, un nom, une date ou une case cochée."
BACKWARDS = "La première date vient après la seconde : échangez-les."


def _words(label: str) -> Words:
    looks = {"autocomplete": "off", "spellcheck": "false"}
    return Words(
        label=label, required=False, max_length=LONGEST, error_messages=_TOO_LONG, widget=forms.TextInput(attrs=looks)
    )


def _day(label: str) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=day, error_messages=_DATE)


class SearchForm(forms.Form):
    q = _words("Mots")
    sender = _words("De")
    recipient = _words("À")
    subject = _words("Objet")
    since = _day("Depuis le")
    until = _day("Jusqu’au")
    with_attachment = forms.BooleanField(label="Avec pièce jointe", required=False)
    unread = forms.BooleanField(label="Non lus", required=False)
    flagged = forms.BooleanField(label="Suivis", required=False)
    label = forms.ChoiceField(
        label="Étiquette",
        required=False,
        error_messages={"invalid_choice": "Cette étiquette n’existe plus. Choisissez-en une autre dans la liste."},
    )
    place = forms.ChoiceField(
        label="Dossier",
        required=False,
        error_messages={"invalid_choice": "Ce dossier n’existe plus. Choisissez-en un autre dans la liste."},
    )

    def __init__(
        self, data: Mapping[str, object] | None, places: list[tuple[str, str]], labels: list[tuple[str, str]]
    ) -> None:
        super().__init__(data, auto_id="s_%s")
        self._offer("place", "Tous les dossiers, sauf la corbeille", places)
        if labels:
            self._offer("label", "Avec ou sans étiquette", labels)
        else:
            del self.fields["label"]

    def _offer(self, name: str, any_of_them: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [("", any_of_them), *choices]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("since", BACKWARDS)
        if not self.errors and not self.wanted.asks:
            self.add_error("q", NOTHING)

    @property
    def wanted(self) -> Wanted:
        named = {name: value for name, value in self.cleaned_data.items() if name not in {"q", "place"}}
        return Wanted(words=self.cleaned_data["q"], **named)

    @property
    def narrowed(self) -> int:
        """How many other things than words are asked."""
        cleaned: dict[str, object] = getattr(self, "cleaned_data", {})
        return sum(bool(value) for name, value in cleaned.items() if name != "q")


def seal(person: User, asked: dict[str, object]) -> str:
    known = {name: value.isoformat() if isinstance(value, date) else value for name, value in asked.items() if value}
    return Sealed(settings.SEALING_KEY).seal(json.dumps([person.pk, known]))


def unseal(person: User, sealed: str) -> dict[str, object] | None:
    """None when it was altered, or is another person's."""
    try:
        who, asked = json.loads(Sealed(settings.SEALING_KEY).open(sealed))
    except ValueError:
        return None
    return asked if who == person.pk else None
