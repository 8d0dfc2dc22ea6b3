from django.db import connection
from psycopg.sql import SQL, Identifier

from medimail.lib.national_files.reading import Table

TABLES = {"mailboxes": "directory_listedbox", "activities": "directory_activity", "skills": "directory_skill"}
# The same line stands twice in some files.
_ONCE = """
DELETE FROM {staged} AS line USING (
    SELECT digest, min(ctid) AS first FROM {staged} GROUP BY digest HAVING count(*) > 1
) AS twice WHERE line.digest = twice.digest AND line.ctid <> twice.first
"""


def staged(kind: str) -> str:
    return f"directory_stage_{kind}"


def stage(table: Table) -> None:
    """All fit lines in an unlogged table of their own, in one `COPY`; what an interrupted run left is dropped first."""
    kind = table.layout.kind
    names = {"staged": Identifier(staged(kind)), "lines": Identifier(TABLES[kind])}
    columns = SQL(", ").join(map(Identifier, ("digest", *table.layout.columns)))
    discard(kind)
    with connection.cursor() as cursor:
        cursor.execute(SQL("CREATE UNLOGGED TABLE {staged} (LIKE {lines})").format(**names))
        with cursor.copy(SQL("COPY {staged} ({columns}) FROM STDIN").format(columns=columns, **names)) as copy:
            for block in table.blocks():
                copy.write(block)
        cursor.execute(SQL("SET LOCAL work_mem = '128MB'"))
        cursor.execute(SQL(_ONCE).format(**names))
        cursor.execute(SQL("ANALYZE {staged}").format(**names))


def discard(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier(staged(kind))))
