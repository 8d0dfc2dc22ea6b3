from django.db import connection
from psycopg.sql import SQL, Identifier

from medimail.lib.national_files.reading import Table

TABLES = {"mailboxes": "directory_listedbox", "activities": "directory_activity", "skills": "directory_skill"}


def staged(kind: str) -> Identifier:
    return Identifier(f"directory_stage_{kind}")


def stage(table: Table) -> None:
    """All fit lines in an unlogged table of their own, in one `COPY`; what an interrupted run left is dropped first."""
    name, columns = staged(table.layout.kind), [Identifier(one) for one in ("digest", *table.layout.columns)]
    with connection.cursor() as cursor:
        cursor.execute(SQL("DROP TABLE IF EXISTS {}").format(name))
        lines = Identifier(TABLES[table.layout.kind])
        cursor.execute(SQL("CREATE UNLOGGED TABLE {} (LIKE {})").format(name, lines))
        into = SQL("COPY {} ({}) FROM STDIN").format(name, SQL(", ").join(columns))
        with cursor.copy(into) as copy:
            for block in table.blocks():
                copy.write(block)
        cursor.execute(SQL("ANALYZE {}").format(name))


def discard(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SQL("DROP TABLE IF EXISTS {}").format(staged(kind)))
