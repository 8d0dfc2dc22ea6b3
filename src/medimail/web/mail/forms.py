"""The composer's form. It checks the shape of what is typed; who may receive is for the mail servers to say."""

from datetime import datetime
from typing import TypedDict

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy

from medimail.lib import html_text, rich_text
from medimail.mail.drafts import Priority
from medimail.web.fields import Words
from medimail.web.mail import sentences
from medimail.web.mail.addresses import parse

MAX_SUBJECT = 255
# Four bytes each at most (UTF-8): below what `lib/mime` shows of a body, so that no draft is reopened cut.
MAX_TEXT = 120_000
MAX_TYPED_ADDRESSES = 200_000
_SHOWN_MISTAKES = 5
_INVISIBLE = "Ce champ contient un caractère invisible non autorisé : effacez-le, puis saisissez de nouveau le texte."


def _long(what: str) -> dict[str, str]:
    too_long = f"{what} compte %(show_value)d caractères : raccourcissez-le à %(limit_value)d au plus."
    return {"max_length": too_long, "null_characters_not_allowed": _INVISIBLE}


def _mistakes(pieces: list[str]) -> list[str]:
    """One sentence per mistake, a few at most: they stand beside the field."""
    shown = [sentences.misspelt(piece) for piece in pieces[:_SHOWN_MISTAKES]]
    if len(pieces) > _SHOWN_MISTAKES:
        shown.append(f"{len(pieces) - _SHOWN_MISTAKES} autres adresses sont à corriger de même.")
    return shown


class Wishes(TypedDict):
    priority: Priority
    ask_read: bool
    remind_days: int | None
    send_at: datetime | None


class AddressesField(Words):
    def __init__(self, label: str) -> None:
        looks = {"rows": 1, "autocomplete": "off", "spellcheck": "false"}
        widget = forms.Textarea(attrs={**looks, "data-recipients": reverse_lazy("recipients")})
        problems = _long("Ce champ")
        super().__init__(
            label=label, required=False, max_length=MAX_TYPED_ADDRESSES, widget=widget, error_messages=problems
        )

    def clean(self, value: object) -> list[str]:
        good, bad = parse(super().clean(value))
        if bad:
            raise ValidationError(_mistakes(bad))
        return good


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: "list[UploadedFile[bytes]] | None", initial: object = None) -> "list[UploadedFile[bytes]]":
        one = super().clean
        return [one(file, initial) for file in data or []]


class ComposeForm(forms.Form):
    to = AddressesField(label="À")
    cc = AddressesField(label="Copie (Cc)")
    bcc = AddressesField(label="Copie cachée (Cci)")
    subject = Words(label="Objet", required=False, max_length=MAX_SUBJECT, strip=True, error_messages=_long("L’objet"))
    text = Words(
        label="Message",
        required=False,
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages=_long("Le message"),
    )
    html = forms.CharField(required=False, max_length=1_000_000, widget=forms.HiddenInput)
    priority = forms.ChoiceField(
        label="Priorité", required=False, choices=[("", "Normale"), ("high", "Haute"), ("low", "Basse")]
    )
    ask_read = forms.BooleanField(label="Demander un accusé de lecture", required=False)
    remind_days = forms.TypedChoiceField(
        label="Me le rappeler s’il n’est pas lu",
        required=False,
        help_text="Un accusé de lecture est alors demandé\u00a0: c’est lui qui dit que le message est lu.",
        choices=[("", "Non"), ("1", "Demain"), *((str(days), f"Dans {days} jours") for days in (2, 3, 7, 14))],
        coerce=int,
        empty_value=None,
    )
    send_at = forms.DateTimeField(
        label="Envoyer plus tard",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": "Indiquez une date et une heure, par exemple 24/11/2026 08:00."},
        help_text="Laissez vide pour envoyer maintenant.",
    )
    uploads = FilesField(label="Pièces jointes", required=False, allow_empty_file=True)

    def clean_uploads(self) -> "list[UploadedFile[bytes]]":
        files: list[UploadedFile[bytes]] = self.cleaned_data["uploads"]
        total, limit = sum(file.size or 0 for file in files), settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES
        if total > limit:
            raise ValidationError(sentences.too_large(total, limit))
        return files

    def typed(self, name: str) -> str:
        """What was typed, even when refused, as far as it can be stored."""
        return str(self.data.get(name, "")).replace("\0", "")

    def words(self) -> tuple[str, str]:
        """Formatted (empty when it is not) and plain: the second is always what the first says."""
        html = rich_text.clean(self.typed("html")) if self.typed("html") else ""
        return html, html_text.to_text(html) if html else self.typed("text")

    def wishes(self) -> "Wishes":
        """Those that make sense; a draft keeps no others."""
        cleaned = self.cleaned_data
        return {
            "priority": cleaned.get("priority") or "",
            # Only a receipt says that a message was read: without it every reminder would ring.
            "ask_read": bool(cleaned.get("ask_read") or cleaned.get("remind_days")),
            "remind_days": cleaned.get("remind_days"),
            "send_at": cleaned.get("send_at"),
        }

    def pieces(self, name: str) -> list[str]:
        """Addresses, and what is not one yet."""
        good, bad = parse(self.typed(name))
        return [*good, *(piece[:254] for piece in bad)]

    def addresses(self, name: str) -> list[str]:
        return parse(self.typed(name))[0]
