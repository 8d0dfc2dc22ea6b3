"""What a visitor says of themselves, and the week of an agent."""

from dataclasses import fields
from datetime import date
from uuid import uuid4

from django import forms
from django.http import QueryDict

from medimail.appointments.actions import Week
from medimail.appointments.models import LENGTHS, Agenda, Appointment
from medimail.lib import opening_hours
from medimail.lib.opening_hours import Range
from medimail.web.fields import SENTENCES, Line, MailAddress, Paragraph, PersonName, Phone, refuse_far_years

Subject = Appointment.Subject
_ON_AGENDA = [one.name for one in fields(Week) if one.name != "hours"]
WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
USUAL = "9h-12h, 14h-17h"
_CHOOSE = {**SENTENCES, "required": "Choisissez dans la liste pour continuer."}
_HOURS = "Écrivez des heures qui se suivent, par exemple\u00a0: 9h-12h, 14h-17h30"
_DATE = {**SENTENCES, "required": "Indiquez le premier jour.", "invalid": "Indiquez un jour. Exemple\u00a0: 24/12/2026"}


class VisitorForm(forms.Form):
    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = PersonName("Prénom et nom", 80, fill="name", error_messages={"required": "Indiquez votre nom."})
    email = MailAddress(help_text="Nous y envoyons la confirmation et un rappel la veille.")
    phone = Phone(
        "Téléphone", hint="05 61 60 02 03", fill="tel", help_text="Facultatif. L’agent vous appelle à ce numéro."
    )
    subject = forms.ChoiceField(
        label="Sujet", choices=[("", "Choisissez dans la liste"), *Subject.choices], error_messages=_CHOOSE
    )
    words = Paragraph(
        "Quelques mots",
        500,
        rows=3,
        required=False,
        help_text="Facultatif. Aucune donnée de santé\u00a0: ni nom de patient, ni diagnostic.",
    )


class HoursField(Line):
    """« 9h-12h, 14h-17h30 »; empty on a day without appointments."""

    def __init__(self, label: str) -> None:
        super().__init__(label, 100, required=False, hint=USUAL)
        self.widget.attrs["class"] = "num"

    def clean(self, value: object) -> list[Range]:
        try:
            return opening_hours.read(super().clean(value))
        except ValueError as unreadable:
            raise forms.ValidationError(_HOURS, code="hours") from unreadable


def _number(label: str, choices: list[tuple[int, str]], help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, help_text=help_text, error_messages=_CHOOSE)


class WeekForm(forms.Form):
    published = forms.BooleanField(label="Proposer mes créneaux en ligne", required=False)
    minutes = _number("Durée d’un rendez-vous", [(length, f"{length} minutes") for length in LENGTHS])
    notice_hours = _number(
        "Prévenir au moins",
        [
            (2, "2 heures avant"),
            (4, "4 heures avant"),
            (24, "1 jour avant"),
            (48, "2 jours avant"),
            (72, "3 jours avant"),
        ],
        "Personne ne peut réserver plus tard.",
    )
    weeks_ahead = _number(
        "Réserver jusqu’à", [(1, "1 semaine à l’avance"), *((n, f"{n} semaines à l’avance") for n in range(2, 9))]
    )
    meeting = Paragraph(
        "Comment se passe le rendez-vous",
        300,
        rows=2,
        help_text="Les visiteurs lisent ces mots dans leur confirmation.",
    )
    alsace_moselle = forms.BooleanField(
        label="Je travaille en Alsace ou en Moselle",
        required=False,
        help_text="Le Vendredi saint et le 26 décembre y sont fériés.",
    )

    def __init__(self, data: QueryDict | None, agenda: Agenda, *, grand_est: bool) -> None:
        super().__init__(data, initial=_initial(agenda))
        for number, label in enumerate(WEEKDAYS):
            self.fields[f"day{number}"] = HoursField(label)
        if not grand_est:
            del self.fields["alsace_moselle"]

    def days(self) -> list[forms.BoundField]:
        return [self[f"day{number}"] for number in range(7)]

    def week(self) -> Week:
        said = self.cleaned_data
        return Week(
            hours={number: said[f"day{number}"] for number in range(7)},
            **{name: said.get(name, False) for name in _ON_AGENDA},  # only Alsace-Moselle may have no field
        )


def _initial(agenda: Agenda) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(agenda, name) for name in _ON_AGENDA}
    if not agenda.pk:
        return values | {f"day{number}": USUAL for number in range(5)}
    hours = list(agenda.hours.all())
    for number in range(7):
        values[f"day{number}"] = opening_hours.written((one.starts, one.ends) for one in hours if one.weekday == number)
    return values


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [refuse_far_years]


class ClosureForm(forms.Form):
    first = DayField(label="Premier jour", error_messages=_DATE)
    last = DayField(label="Dernier jour", required=False, error_messages=_DATE, help_text="Vide\u00a0: un seul jour.")
    reason = Line("Raison", 100, required=False, help_text="Pour vous seul. Facultatif.")

    def clean_last(self) -> date | None:
        """Runs after the first day: fields are cleaned in the order above."""
        last: date | None = self.cleaned_data["last"] or self.cleaned_data.get("first")
        first: date | None = self.cleaned_data.get("first")
        if first and last and last < first:
            raise forms.ValidationError("Ce jour vient avant le premier. Corrigez l’un des deux.")
        return last


class CallOffForm(forms.Form):
    farewell = Paragraph(
        "Mot pour le visiteur",
        1000,
        rows=3,
        needed="Écrivez un mot\u00a0: la personne doit savoir pourquoi.",
        help_text="Dites pourquoi et comment reprendre rendez-vous, sans donnée de santé.",
    )
