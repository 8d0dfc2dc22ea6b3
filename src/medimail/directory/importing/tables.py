"""A table filled beside the one in use takes its place: its readers go on with the old one until the rename commits."""

import time
from collections.abc import Callable

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable
from psycopg.sql import SQL, Identifier

_TRIES, _PAUSE = 600, 1.0
_MOMENT = "400ms"
"""Shorter than PostgreSQL's deadlock timeout: of two that wait for each other it is the import that gives way."""


def patiently(act: Callable[[], None]) -> None:
    """Do what needs locks; undone and tried again while somebody holds one, be it a backup of an hour.

    Who waits for a lock on a table makes every reader wait behind.
    """
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{_MOMENT}'")
                act()
                cursor.execute("SET LOCAL lock_timeout = DEFAULT")
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable) or not left:
                raise
        time.sleep(_PAUSE)


def index_like(new: str, old: str) -> None:
    """Builds on `new` the indexes of `old`; unlike them, in one go over rows that are there."""
    with connection.cursor() as cursor:
        for name, definition in _indexes(old).items():
            named = definition.replace(f"INDEX {name} ON", f"INDEX {name}_next ON")
            cursor.execute(named.replace(f"{old} USING", f"{new} USING"))
        cursor.execute(SQL("ANALYZE {}").format(Identifier(new)))


def take_place(new: str, old: str) -> None:
    """Last of the transaction: from here to its end readers of `old` wait."""
    with connection.cursor() as cursor:
        names = _indexes(old)
        cursor.execute(SQL("DROP TABLE {}").format(Identifier(old)))
        cursor.execute(SQL("ALTER TABLE {} RENAME TO {}").format(Identifier(new), Identifier(old)))
        for name in names:
            cursor.execute(SQL("ALTER INDEX {} RENAME TO {}").format(Identifier(f"{name}_next"), Identifier(name)))
        key = Identifier(f"{old}_pkey")
        cursor.execute(
            SQL("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}").format(Identifier(old), key, key)
        )


def _indexes(table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [table])
        return dict(cursor.fetchall())
