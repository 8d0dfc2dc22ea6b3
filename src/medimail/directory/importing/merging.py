"""Lines that are new come in, lines that are no longer there go; the rest is not touched."""

from dataclasses import dataclass

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from medimail.directory.importing import tables
from medimail.directory.importing.staging import TABLES, staged
from medimail.lib.national_files.layouts import Layout

MANY, SHARE = 1_000, 0.2
"""Beyond both, rows that change are dearer one by one than a new table with its indexes."""

# The lock stands against a vacuum alone, which would hold back the rename at the end for as long as it lasts.
BEGIN = """
LOCK TABLE directory_entry, directory_activity, directory_listedbox, directory_skill IN SHARE UPDATE EXCLUSIVE MODE;
SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL jit = off;
CREATE TEMP TABLE touched (identifier_type text, national_id text, address text) ON COMMIT DROP
"""
# Two sets of millions are compared by hashing, whatever the planner knows of a table that was just filled.
_COMPARE = """
SET LOCAL enable_nestloop = off;
CREATE TEMP TABLE change ON COMMIT DROP AS
    SELECT true AS gone, digest, identifier_type, national_id, {address} AS address
    FROM {lines} AS line WHERE NOT EXISTS (SELECT FROM {staged} WHERE digest = line.digest)
    UNION ALL
    SELECT false, digest, identifier_type, national_id, {address}
    FROM {staged} AS line WHERE NOT EXISTS (SELECT FROM {lines} WHERE digest = line.digest);
ANALYZE change;
INSERT INTO touched SELECT DISTINCT identifier_type, national_id, address FROM change;
SET LOCAL enable_nestloop = on
"""
# A person or an address with a line gone and a line come has changed.
_COUNT = """
SELECT (SELECT count(*) FROM {lines}), coalesce(sum(greatest(come - gone, 0)), 0),
       coalesce(sum(least(come, gone)), 0), coalesce(sum(greatest(gone - come, 0)), 0)
FROM (
    SELECT count(*) FILTER (WHERE gone) AS gone, count(*) FILTER (WHERE NOT gone) AS come
    FROM change GROUP BY address, identifier_type, national_id
) AS of_key
"""
_GONE = "DELETE FROM {lines} WHERE digest IN (SELECT digest FROM change WHERE gone)"
_COME = "INSERT INTO {lines} SELECT * FROM {staged} WHERE digest IN (SELECT digest FROM change WHERE NOT gone)"


@dataclass(frozen=True, slots=True)
class Compared:
    before: int
    """Lines there were."""
    added: int
    changed: int
    removed: int


def compare(layout: Layout) -> Compared:
    """Inside the transaction of the switch, after `BEGIN`. Leaves in `touched` whose entries must be rebuilt."""
    with connection.cursor() as cursor:
        cursor.execute(SQL(_COMPARE).format(**_names(layout)))
        cursor.execute(SQL(_COUNT).format(**_names(layout)))
        return Compared(*map(int, cursor.fetchone()))


def apply(layout: Layout, compared: Compared) -> str:
    """Where the lines of the file are now: their table, or the staged one that shall take its place."""
    lines, new = TABLES[layout.kind], staged(layout.kind)
    many = compared.added + compared.changed + compared.removed > max(MANY, compared.before * SHARE)
    with connection.cursor() as cursor:
        if many:
            cursor.execute(SQL("ALTER TABLE {staged} SET LOGGED").format(**_names(layout)))
            tables.index_like(new, lines)
        else:
            cursor.execute(SQL(_GONE).format(**_names(layout)))
            cursor.execute(SQL(_COME).format(**_names(layout)))
        cursor.execute("DROP TABLE change")
    return new if many else lines


def _names(layout: Layout) -> dict[str, Composable]:
    return {
        "lines": Identifier(TABLES[layout.kind]),
        "staged": Identifier(staged(layout.kind)),
        "address": Identifier("address") if "address" in layout.columns else SQL("''"),
    }
