"""The session of a request: its beginning, its row, and when it locks."""

from datetime import timedelta
from typing import cast

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from medimail.accounts.actions import signed_in
from medimail.accounts.models import Session, User
from medimail.accounts.session_store import SessionStore
from medimail.idleness.actions import be_seen
from medimail.lib.devices import device_of
from medimail.lib.places import place_of
from medimail.mailboxes.actions import enter
from medimail.mailboxes.models import Mailbox
from medimail.usage.actions import note_opening
from medimail.web.network import network
from medimail.web.person import person


def begin(request: HttpRequest, user: User) -> None:
    """Called once for each sign-in, when nothing more is to be proved."""
    asked_from = network(request)
    device = device_of(request.headers.get("User-Agent", ""))
    facts = {"means": _means(request, user), "network": asked_from, "device": device}
    facts["place"] = place_of(asked_from, settings.PLACES_FILE)
    cast("SessionStore", request.session).begin(**facts)
    signed_in(user, **facts)
    be_seen(user)


def row_of(request: HttpRequest) -> Session | None:
    """Read with the session itself; None for a visitor without one."""
    request.session.get("")  # loads it
    return cast("SessionStore", request.session).row


def key_of(request: HttpRequest) -> str:
    return request.session.session_key or ""


def left(request: HttpRequest) -> timedelta:
    """Until the session is locked: nothing when it is."""
    session = row_of(request)
    again = (one["at"] for one in get_authentication_records(request, person(request)) if one.get("reauthenticated"))
    if session is None:  # written at the end of the request that signs in
        return timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    return session.left(max(again, default=0.0))


def note_entry(request: HttpRequest, mailbox: Mailbox) -> None:
    session = row_of(request)
    if session and mailbox.pk not in session.entered:
        enter(mailbox, person(request), session)
        note_opening(mailbox)


def _means(request: HttpRequest, user: User) -> str:
    """`password+totp`, `psc`: in the order they were given."""
    used = [_word(one) for one in get_authentication_records(request, user)]
    return "+".join(dict.fromkeys(used))[:100] or "link"


def _word(record: dict[str, str]) -> str:
    if record["method"] == "mfa":
        return "passkey" if record["type"] == "webauthn" else record["type"]
    return record["provider"] if record["method"] == "socialaccount" else record["method"]
