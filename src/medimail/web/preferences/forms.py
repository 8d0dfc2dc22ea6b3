from typing import Any

from django import forms

from medimail.accounts.models import Preferences
from medimail.lib.quiet_hours import Quiet
from medimail.web.fields import SENTENCES

_DAYS = [(str(number), name) for number, name in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi"))]
_DAYS += [("5", "samedi"), ("6", "dimanche")]
_PACES = [
    ("each", "À chaque message, aussitôt"),
    ("hourly", "Une fois par heure, un seul mail pour toutes vos boîtes"),
    ("none", "Jamais"),
]
_HOUR = {**SENTENCES, "invalid": "Écrivez l’heure ainsi\u00a0: 19:30"}


def _one_of(label: str, choices: list[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text, error_messages=SENTENCES
    )


def _hour(label: str) -> forms.TimeField:
    picker = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=picker, error_messages=_HOUR)


class AlertsForm(forms.Form):
    pace = _one_of("Être prévenu", _PACES)
    starts = _hour("Chaque jour, à partir de")
    ends = _hour("Jusqu’à")
    days = forms.MultipleChoiceField(
        label="Toute la journée le",
        choices=_DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=SENTENCES,
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for name, other in (("starts", "ends"), ("ends", "starts")):
            if not self.errors and data.get(other) and not data.get(name):
                self.add_error(name, "Indiquez les deux heures, ou aucune.")
        if not self.errors and data.get("starts") and data["starts"] == data["ends"]:
            self.add_error("ends", "Ces deux heures sont les mêmes. Changez l’une des deux.")
        if not self.errors and data["pace"] != "none" and len(data["days"]) == len(_DAYS):
            self.add_error("days", "Vous ne seriez jamais prévenu. Laissez au moins un jour, ou choisissez « Jamais ».")
        return data

    def quiet(self) -> Quiet:
        data = self.cleaned_data
        return Quiet(data["starts"], data["ends"], frozenset(int(day) for day in data["days"]))


class DisplayForm(forms.Form):
    theme = _one_of(
        "Couleurs", [("auto", "Comme votre appareil"), ("light", "Toujours claires"), ("dark", "Toujours sombres")]
    )
    density = _one_of(
        "Liste des messages",
        [("normal", "Aérée, avec le début du texte"), ("compact", "Serrée, une ligne de plus à l’écran")],
    )
    reading_pane = _one_of(
        "Lecture sur grand écran", [("right", "À droite de la liste"), ("none", "À la place de la liste")]
    )
    conversations = forms.BooleanField(label="Regrouper les messages d’une même conversation", required=False)
    undo_seconds = _one_of(
        "Après « Envoyer », pouvoir annuler pendant",
        [("0", "Pas d’annulation"), ("5", "5 secondes"), ("10", "10 secondes"), ("20", "20 secondes")],
    )
    receipts = _one_of(
        "Quand on vous demande une confirmation de lecture",
        [("ask", "Me demander à chaque fois"), ("always", "Toujours l’envoyer"), ("never", "Ne jamais l’envoyer")],
    )

    @classmethod
    def of(cls, kept: Preferences) -> "DisplayForm":
        return cls(initial={name: getattr(kept, name) for name in cls.base_fields})

    def chosen(self) -> dict[str, str | int | bool]:
        return self.cleaned_data | {"undo_seconds": int(self.cleaned_data["undo_seconds"])}
