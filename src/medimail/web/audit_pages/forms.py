from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from medimail.servicedesk.queries.traces import Wanted
from medimail.web.audit_pages.words import ACTS, KINDS
from medimail.web.fields import SENTENCES, Line, refuse_far_years

DAYS = 30
_DATE = {"invalid": "Cette date n’existe pas. Écrivez-la ainsi\u00a0: 24/12/2026."}
_ORDER = "Le dernier jour vient avant le premier. Corrigez l’une des deux dates."


class Day(forms.DateField):
    default_validators = [refuse_far_years]

    def __init__(self, label: str) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, required=False, widget=widget, error_messages=_DATE)


class SearchForm(forms.Form):
    """By GET: what is not said means all, and the last thirty days."""

    personne = Line("Personne", 254, required=False, help_text="Nom, adresse mail ou adresse de sa boîte.")
    boite = Line("Boîte", 254, required=False, help_text="Le début de son adresse suffit.")
    actes = forms.ChoiceField(
        label="Actes", required=False, choices=[("", "Tous"), *KINDS.items()], error_messages=SENTENCES
    )
    du = Day("Du")
    au = Day("Au")

    def clean(self) -> dict[str, object]:
        data = self.cleaned_data
        if "du" in data and "au" in data:
            data["au"] = data["au"] or timezone.localdate()
            data["du"] = data["du"] or data["au"] - timedelta(days=DAYS)
            if data["du"] > data["au"]:
                self.add_error("au", _ORDER)
        return data

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        since, until = (timezone.make_aware(datetime.combine(said[name], time())) for name in ("du", "au"))
        actions = tuple(ACTS.get(said["actes"], ()))
        return Wanted(since, until + timedelta(days=1), actions, said["personne"].strip(), said["boite"].strip())
