"""Signatures and models in the composer."""

from collections.abc import Mapping

from django.http import QueryDict

from medimail.accounts.models import User
from medimail.lib.html_text import to_text
from medimail.mailboxes.models import Mailbox
from medimail.stationery.queries import model_for, signature_for
from medimail.stationery.words import filled
from medimail.web.mail.numbers import imap_number


def signed(values: Mapping[str, object], mailbox: Mailbox, person: User, *, fresh: bool) -> Mapping[str, object]:
    """Under what will be written, above what is quoted."""
    signature = signature_for(person, mailbox) if fresh else None
    if signature is None:
        return values
    written = str(values.get("text", ""))
    return {**values, "text": f"\n\n{filled(signature.text, person, mailbox)}\n{written}".rstrip("\n") + "\n"}


def add_model(data: QueryDict, mailbox: Mailbox, person: User) -> None:
    """Raises Paper.DoesNotExist."""
    model = model_for(person, mailbox, imap_number(data.get("modele")) or 0)
    text = filled(model.text, person, mailbox)
    written = to_text(str(data["html"])) if data.get("html") else data.get("text", "")
    data["html"] = ""
    data["text"] = f"{text}\n{written}" if not written.strip() or written.startswith("\n") else f"{written}\n\n{text}"
    if not data.get("subject"):
        data["subject"] = model.name
