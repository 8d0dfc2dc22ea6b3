"""Lines that are new come in, lines that are no longer there go; the rest is not touched."""

from dataclasses import dataclass

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from medimail.directory.importing.staging import TABLES, staged
from medimail.lib.national_files.layouts import Layout

BEGIN = """
SET LOCAL work_mem = '128MB'; SET LOCAL jit = off;
CREATE TEMP TABLE touched (identifier_type text, national_id text, address text) ON COMMIT DROP
"""
_CHANGES = """
CREATE TEMP TABLE change (gone boolean, identifier_type text, national_id text, address text) ON COMMIT DROP
"""
_GONE = """
WITH gone AS (
    DELETE FROM {lines} AS line WHERE NOT EXISTS (SELECT FROM {staged} WHERE digest = line.digest)
    RETURNING identifier_type, national_id, {address} AS address
)
INSERT INTO change SELECT true, * FROM gone
"""
# The same line twice is one line: ON CONFLICT keeps the first.
_COME = """
WITH come AS (
    INSERT INTO {lines} ({columns})
    SELECT {columns} FROM {staged} AS line WHERE NOT EXISTS (SELECT FROM {lines} WHERE digest = line.digest)
    ON CONFLICT DO NOTHING
    RETURNING identifier_type, national_id, {address} AS address
)
INSERT INTO change SELECT false, * FROM come
"""
_TOUCHED = "INSERT INTO touched SELECT DISTINCT identifier_type, national_id, address FROM change"
# A person or an address with a line gone and a line come has changed.
_COUNT = """
SELECT coalesce(sum(greatest(come - gone, 0)), 0), coalesce(sum(least(come, gone)), 0),
       coalesce(sum(greatest(gone - come, 0)), 0)
FROM (
    SELECT count(*) FILTER (WHERE gone) AS gone, count(*) FILTER (WHERE NOT gone) AS come
    FROM change GROUP BY address, identifier_type, national_id
) AS of_key
"""


@dataclass(frozen=True, slots=True)
class Merged:
    before: int
    """Lines there were."""
    added: int
    changed: int
    removed: int


def merge(layout: Layout) -> Merged:
    """Inside the transaction of the switch, after `BEGIN`. Leaves in `touched` whose entries must be rebuilt."""
    parts: dict[str, Composable] = {
        "lines": Identifier(TABLES[layout.kind]),
        "staged": staged(layout.kind),
        "columns": SQL(", ").join(map(Identifier, ("digest", *layout.columns))),
        "address": Identifier("address") if "address" in layout.columns else SQL("''"),
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT count(*) FROM {lines}").format(**parts))
        before = cursor.fetchone()[0]
        cursor.execute(_CHANGES)
        # Two sets of millions are compared by hashing, whatever the planner knows of a table that was just filled.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(SQL(_GONE).format(**parts))
        cursor.execute(SQL(_COME).format(**parts))
        cursor.execute(_COUNT)
        added, changed, removed = cursor.fetchone()
        cursor.execute(_TOUCHED)
        cursor.execute("DROP TABLE change; SET LOCAL enable_nestloop = on")
        cursor.execute(SQL("ANALYZE {lines}").format(**parts))
    return Merged(before, int(added), int(changed), int(removed))
