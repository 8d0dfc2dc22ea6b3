"""A table filled beside the one in use takes its place: its readers go on with the old one until the rename commits."""

from django.db import connection
from psycopg.sql import SQL, Identifier


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
