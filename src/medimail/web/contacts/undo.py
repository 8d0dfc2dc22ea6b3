"""« Remettre »: what was just removed travels in the page, signed for the person who removed it."""

from datetime import date

from django.core import signing
from django.http import HttpRequest
from django.template.loader import render_to_string

from medimail.accounts.models import User
from medimail.contacts.cards import Card
from medimail.web.person import person

_AN_HOUR = 3600


def offer(request: HttpRequest, card: Card, *, box: int | None = None, group: int | None = None) -> str:
    """A sentence with its button, for a message."""
    since = card.gone_since.isoformat() if card.gone_since else ""
    kept = signing.dumps([card.address, card.name, card.came, since, box, group], salt=_salt(person(request)))
    context = {"called": card.name or card.address, "kept": kept, "group": group}
    return render_to_string("contacts/removed.html", context, request)


def taken(request: HttpRequest) -> tuple[Card, int | None, int | None] | None:
    """The card, its shared box, its group; nothing for what is forged or an hour old."""
    try:
        said = signing.loads(request.POST.get("kept", ""), salt=_salt(person(request)), max_age=_AN_HOUR)
    except signing.BadSignature:
        return None
    address, name, came, since, box, group = said
    return Card(address, name, came, date.fromisoformat(since) if since else None), box, group


def _salt(user: User) -> str:
    return f"medimail.contacts.{user.pk}"
