"""Whose boxes an open page may hear of: the same session, the same rights as a page."""

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest, parse_cookie

from medimail.accounts.models import User
from medimail.accounts.session_store import SessionStore
from medimail.mailboxes.access import mailboxes_of
from medimail.web.accounts.adapter import OWES_TERMS
from medimail.web.sessions.session import left
from medimail.web.sessions.who import person_of


def boxes_of(cookie: str) -> list[int]:
    """Numbers of the boxes; none for a visitor, a session that is over or locked, and who owes the terms."""
    close_old_connections()
    try:
        return _boxes(cookie)
    finally:
        close_old_connections()


def _boxes(cookie: str) -> list[int]:
    request = HttpRequest()
    request.session = SessionStore(parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME))
    person = person_of(request)
    if not isinstance(person, User):
        return []
    request.user = person
    if not left(request) or OWES_TERMS in request.session:
        return []
    return [box.pk for box in mailboxes_of(person)]
