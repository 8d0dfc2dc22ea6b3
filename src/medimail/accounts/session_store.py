"""Django's sessions in a table of ours, one statement for each: `SESSION_ENGINE`."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import get_random_string

from medimail.accounts.models import Preferences, Session, User
from medimail.directory.prepared import Prepared


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


_MODELS: tuple[tuple[str, type[Model]], ...] = (("", Session), ("user__", User), ("user__preferences__", Preferences))
_COLUMNS = [(model, tuple(field.attname for field in model._meta.concrete_fields)) for _, model in _MODELS]


def _row_of(key: str) -> QuerySet[Session, Any]:
    names = [f"{way}{name}" for (way, _), (_, columns) in zip(_MODELS, _COLUMNS, strict=True) for name in columns]
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list(*names)


_ROW = Prepared(_row_of, "session key")


def _read(key: str) -> Session | None:
    """With its person, and what they prefer."""
    found = iter(_ROW.first(key) or ())
    values = [list(islice(found, len(columns))) for _, columns in _COLUMNS]
    if not values[0]:
        return None
    # Of a visitor the columns of the person are empty, of a person who chose nothing those of the preferences.
    read = zip(_COLUMNS, values, strict=True)
    session, user, preferences = (
        model.from_db(connection.alias, columns, found) if found[0] is not None else None
        for (model, columns), found in read
    )
    assert isinstance(session, Session)  # noqa: S101 (its key is not empty)
    if isinstance(user, User):
        session.user = user
        User._meta.get_field("preferences").set_cached_value(user, preferences)
    return session


def _end() -> datetime:
    return timezone.now() + timedelta(hours=settings.SESSION_HOURS)
