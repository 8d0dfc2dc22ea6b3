"""Filters of the search. What they hold was read by `asked`; the form only draws it."""

from django import forms

from medimail.directory.search.question import Question
from medimail.lib import nomenclature
from medimail.web.directory.sentences import KINDS
from medimail.web.enrolment.choices import departments, professions
from medimail.web.long_lists import LongSelect


class FilterForm(forms.Form):
    profession = forms.ChoiceField(label="Profession", required=False, widget=LongSelect)
    specialite = forms.ChoiceField(label="Spécialité", required=False, widget=LongSelect)
    departement = forms.ChoiceField(label="Département", required=False, widget=LongSelect)
    boite = forms.ChoiceField(
        label="Genre de boîte", required=False, widget=LongSelect, choices=[("", "Tous"), *KINDS.items()]
    )
    sans = forms.BooleanField(label="Professionnels sans adresse MSSanté", required=False)


def filter_form(question: Question) -> FilterForm:
    form = FilterForm(
        initial={
            "profession": question.profession,
            "specialite": question.speciality,
            "departement": question.department,
            "boite": question.kind,
            "sans": question.without_address,
        }
    )
    known = nomenclature.specialities(question.profession)
    _offer(form, "profession", [("", "Toutes"), *professions()[1:]])
    _offer(form, "departement", [("", "Tous"), *departments()[1:]])
    _offer(form, "specialite", [("", "Toutes"), *((one.code, one.label) for one in known)])
    form.fields["specialite"].disabled = not known
    return form


def _offer(form: FilterForm, name: str, choices: list[tuple[str, object]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
    field.choices = choices
