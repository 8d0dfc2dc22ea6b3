from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from medimail.web.fields import SENTENCES, refuse_far_years

_LONGEST = timedelta(days=3 * 366)
_WRONG = "Cette date n’existe pas. Écrivez-la ainsi\u00a0: 24/12/2026."


class Day(forms.DateField):
    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[refuse_far_years],
            error_messages={**SENTENCES, "invalid": _WRONG},
        )


class LeaveForm(forms.Form):
    starts_on = Day("Premier jour")
    ends_on = Day("Dernier jour", "Sans certitude, indiquez une date lointaine\u00a0: vous pourrez la corriger.")

    def clean(self) -> dict[str, Any]:
        starts_on, ends_on = (self.cleaned_data.get(name) for name in ("starts_on", "ends_on"))
        if starts_on and ends_on and (problem := _problem(starts_on, ends_on)):
            self.add_error("ends_on", problem)
        return self.cleaned_data


def _problem(starts_on: date, ends_on: date) -> str:
    if ends_on < starts_on:
        return "Le dernier jour vient avant le premier. Corrigez l’un des deux."
    if ends_on < timezone.localdate():
        return "Cette absence est déjà terminée. Indiquez un dernier jour à venir."
    return "Une absence dure trois ans au plus. Indiquez un jour plus proche." if ends_on - starts_on > _LONGEST else ""
