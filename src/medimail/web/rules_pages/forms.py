from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.urls import reverse_lazy

from medimail.lib import mime_text
from medimail.lib.mail_domains import domain_of
from medimail.lib.sieve_script import Filing
from medimail.trust.queries import in_space
from medimail.web import fields
from medimail.web.fields import Words

LONGEST_ABSENCE = 366
TEXT = (
    "Bonjour,\n\nJe suis absent et ne lis pas mes messages. En cas d’urgence, appelez le 15.\n\n"
    "Votre message est conservé ; je le lirai à mon retour."
)
NO_DEPUTY = (
    "Cette adresse n’est pas une adresse MSSanté connue : vos correspondants ne pourraient pas y écrire. "
    "Cherchez celle de votre remplaçant dans l’annuaire."
)
ONE_DEPUTY = "Indiquez un seul remplaçant\u00a0: une personne de la liste, ou une adresse."
_DATE = {"invalid": "Cette date n’existe pas. Écrivez-la ainsi : 24/12/2026.", "required": "Indiquez ce jour."}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=_DATE
    )


class AbsenceForm(forms.Form):
    since = _day("Premier jour d’absence")
    until = _day("Dernier jour d’absence")
    text = Words(
        label="Réponse envoyée",
        max_length=3000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Écrivez ce que vos correspondants liront.",
            "max_length": "Raccourcissez ce texte : %(limit_value)d caractères au plus.",
        },
        help_text="N’y mettez aucune donnée de santé : tous vos correspondants la reçoivent.",
    )
    deputy = forms.CharField(
        label="Remplaçant",
        required=False,
        max_length=400,
        widget=forms.Textarea(
            attrs={"rows": 1, "data-recipients": reverse_lazy("recipients"), "data-one": "", "autocomplete": "off"}
        ),
        error_messages={"max_length": ONE_DEPUTY},
        help_text="Son nom, cherché dans l’annuaire, ou son adresse MSSanté, ajoutée à votre réponse. Laissez vide "
        "s’il n’y en a pas.",
    )

    def __init__(self, data: Mapping[str, object] | None, today: date, initial: Mapping[str, object]) -> None:
        super().__init__(data, initial=dict(initial))
        self._today = today

    def clean_deputy(self) -> str:
        typed = str(self.cleaned_data["deputy"] or "").strip(" ,;\n")
        if not typed:
            return ""
        named = mime_text.addresses([typed], typed=True)
        if len(named) != 1:
            raise forms.ValidationError(ONE_DEPUTY, code="several")
        deputy = fields.MailAddress().clean(named[0][1])
        if not in_space(domain_of(deputy)):
            raise forms.ValidationError(NO_DEPUTY, code="outside")
        return deputy

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if not since or not until:
            return
        if until < since:
            self.add_error("until", "Ce jour vient avant le premier : choisissez-en un plus tard.")
        elif until < self._today:
            self.add_error("until", "Ce jour est passé : choisissez-en un à venir.")
        elif until - since > timedelta(days=LONGEST_ABSENCE):
            self.add_error("until", "Une absence dure un an au plus : prolongez-la plus tard.")


def _words(label: str) -> Words:
    too_long = {"max_length": "Raccourcissez ce texte : %(limit_value)d caractères au plus."}
    return Words(label=label, required=False, max_length=200, strip=True, error_messages=too_long)


class RuleForm(forms.Form):
    sender = _words("L’expéditeur contient")
    recipient = _words("Un destinataire contient")
    subject = _words("L’objet contient")
    with_attachment = forms.BooleanField(label="Le message a une pièce jointe", required=False)
    from_patients = forms.BooleanField(label="Le message vient d’un patient", required=False)
    folder = forms.ChoiceField(
        label="Ranger dans",
        required=False,
        error_messages={"invalid_choice": "Ce dossier n’existe plus. Choisissez-en un autre dans la liste."},
    )
    seen = forms.BooleanField(label="Marquer comme lu", required=False)
    flagged = forms.BooleanField(label="Marquer comme suivi", required=False)
    label = forms.ChoiceField(
        label="Étiqueter",
        required=False,
        error_messages={"invalid_choice": "Cette étiquette n’existe plus. Choisissez-en une autre dans la liste."},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        folders: list[tuple[str, str]],
        labels: list[tuple[str, str]],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        offered = {"folder": [("", "Laisser en réception"), *folders], "label": [("", "Sans étiquette"), *labels]}
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
            field.choices = choices

    def clean(self) -> None:
        said = self.cleaned_data
        if not any(said.get(name) for name in ("sender", "recipient", "subject", "with_attachment", "from_patients")):
            self.add_error("sender", "Indiquez au moins une condition : un expéditeur, un mot de l’objet…")
        if not any(said.get(name) for name in ("folder", "seen", "flagged", "label")) and not self.errors:
            self.add_error("folder", "Choisissez ce qu’il faut faire : un dossier, ou une case ci-dessous.")

    @property
    def filing(self) -> Filing:
        return Filing(**self.cleaned_data)
