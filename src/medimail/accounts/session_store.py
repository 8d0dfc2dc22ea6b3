"""Django's sessions in a table of ours, one statement for each: `SESSION_ENGINE`."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import get_random_string

from medimail.accounts.models import Session, User
from medimail.accounts.prepared import Prepared


class SessionStore(db.SessionStore):
    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: Session | None = None
        """As it was read: what stands in its columns costs no further query."""
        self._facts: dict[str, Any] = {}

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def begin(self, **facts: str) -> None:
        """Somebody signed in: `facts` (means, network, device, place) are written with the next save."""
        now = timezone.now()
        self._facts = {**facts, "began_at": now, "seen_at": now, "expire_date": _end()}
        self._facts |= {"locked_at": None, "entered": []}
        self.modified = True

    def load(self) -> dict[str, Any]:
        self.row = _read(self.session_key) if self.session_key else None
        if self.row is None:
            self._session_key = None
        return self.decode(self.row.session_data) if self.row else {}

    def create(self) -> None:
        """The key is 165 bits of chance: to ask whether it is taken would cost a query for nothing."""
        self._session_key = get_random_string(32, VALID_KEY_CHARS)
        self.row = None
        self.save(must_create=True)
        self.modified = True

    def cycle_key(self) -> None:
        """The row takes a new key when it is saved: the old one dies in that same statement (session fixation)."""
        self.get("")  # read under the old key
        self._session_key = get_random_string(32, VALID_KEY_CHARS)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        data = {} if must_create else dict(self.items())
        if self.session_key is None:
            self._session_key = get_random_string(32, VALID_KEY_CHARS)
        written = {"session_key": self.session_key, "session_data": self.encode(data), **self._facts}
        written["user_id"] = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        # Columns that nobody changed here are not written: another tab may have locked the session meanwhile.
        if self.row and Session.objects.filter(session_key=self.row.session_key).update(**written):
            for name, value in written.items():
                setattr(self.row, name, value)
        elif self.row is None or self._facts:
            # Signed in by two clicks at once: the first took the row along, and both have proved who they are.
            self.row = Session.objects.create(**{"expire_date": _end(), **written})
        else:
            raise UpdateError
        self._facts = {}

    def delete(self, session_key: str | None = None) -> None:
        stored = self.row.session_key if self.row else self.session_key
        Session.objects.filter(session_key=session_key or stored).delete()
        self.row = None


_OWN, _OF_USER = (tuple(field.attname for field in model._meta.concrete_fields) for model in (Session, User))
_ROW = Prepared(
    lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list(
        *_OWN, *(f"user__{name}" for name in _OF_USER)
    ),
    "session key",
)


def _read(key: str) -> Session | None:
    """With its person."""
    found = _ROW.first(key)
    if found is None:
        return None
    row = Session.from_db(connection.alias, _OWN, found[: len(_OWN)])
    row.user = User.from_db(connection.alias, _OF_USER, found[len(_OWN) :]) if row.user_id else None
    return row


def _end() -> datetime:
    return timezone.now() + timedelta(hours=settings.SESSION_HOURS)
