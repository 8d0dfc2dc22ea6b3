from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr

from django import forms
from django.core.validators import validate_email
from django.urls import reverse_lazy
from django.utils import timezone

from medimail.mailboxes.models import Mailbox, Role

READS, WRITES = "Lire", "Lire et écrire"
SHARED = [(Role.READER, READS), (Role.WRITER, WRITES), (Role.MANAGER, "Gérer : lire, écrire et choisir les membres")]
WRONG_DATE = "Cette date n’existe pas. Écrivez-la ainsi\u00a0: 24/12/2026."
WRONG = "Choisissez une personne dans la liste, ou tapez son adresse mail. Exemple : pierre.dupont@exemple.fr"


class RightForm(forms.Form):
    """What a right says, without whose it is."""

    role = forms.ChoiceField(label="Cette personne peut")
    ends_on = forms.DateField(
        label="Dernier jour",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DATE},
    )

    def __init__(self, data: Mapping[str, object] | None, mailbox: Mailbox, **initial: object) -> None:
        shared = mailbox.holder_id is None
        until = None if shared else timezone.localdate() + timedelta(days=30)
        super().__init__(data, initial={"role": Role.READER, "ends_on": until} | initial)
        role, ends_on = self.fields["role"], self.fields["ends_on"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 (declared above)
        role.choices = SHARED if shared else SHARED[:2]
        ends_on.help_text = "Laissez vide s’il n’y en a pas." if shared else "Dans un an au plus."
        ends_on.required = not shared


class MemberForm(RightForm):
    starts_on = forms.DateField(
        label="Premier jour",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DATE},
        help_text="Aujourd’hui si vous laissez vide.",
    )
    to = forms.CharField(
        label="Personne",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 1, "data-recipients": reverse_lazy("recipients"), "autocomplete": "off"}),
        error_messages={"required": WRONG},
        help_text="Son nom, cherché dans l’annuaire, ou son adresse mail si elle n’a pas encore de compte.",
    )
    field_order = ("to", "role", "starts_on", "ends_on")

    def clean_to(self) -> str:
        _, address = parseaddr(str(self.cleaned_data["to"]).strip().rstrip(",;").strip())
        try:
            validate_email(address)
        except forms.ValidationError:
            raise forms.ValidationError(WRONG, code="address") from None
        return address.lower()
