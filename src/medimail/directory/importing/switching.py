"""`fresh` takes the place of the entries it was made for: row by row when few changed, else as a new table.

Row by row, each row costs the index of beginnings some sixty keys. A new table is filled, indexed, then renamed:
readers go on with the old one until that instant, when the few of our own boxes that changed meanwhile are copied
again. Row by row, a lock that only writers feel keeps our boxes still; it is taken before any row, or a box that opens
and the import could wait for each other.
"""

from collections.abc import Callable
from datetime import date

from django.db import connection

from medimail.directory.importing import tables
from medimail.directory.importing.merging import MANY, SHARE

_COLUMNS = (
    *("kind", "address", "identifier_type", "national_id", "title", "last_name", "first_name", "profession_code"),
    *("speciality_code", "speciality_label", "service", "paperless", "finess", "name_key", "words", "digest"),
)
_PLACE = ("company_name", "street", "postcode", "town", "department_code")
_FIXED = {
    "origin": "'national'",
    "closed": "false",
    "preferred": "false",
    "in_medimail": "false",
    "in_mssante": "fresh.kind <> 'APP'",
    "region_code": "''",
}
_INTO = ", ".join((*_COLUMNS, *_PLACE, *_FIXED, "since"))
_FROM = ", ".join(
    (*(f"fresh.{name}" for name in _COLUMNS), *(f"fresh.place[{n}]" for n in range(1, 6)), *_FIXED.values())
)
_KEYS = {"<>": "address", "=": "identifier_type, national_id"}
"""What is unique among entries with an address, and among those without."""
_SAME = {
    "<>": "fresh.address = entry.address",
    "=": "(fresh.identifier_type, fresh.national_id) = (entry.identifier_type, entry.national_id)",
}
_TOUCHED = """
(entry.address <> '' AND entry.address IN (SELECT address FROM touched)
    OR entry.national_id <> '' AND (entry.identifier_type, entry.national_id)
        IN (SELECT identifier_type, national_id FROM whom))
"""
_GONE = f"""
DELETE FROM directory_entry AS entry WHERE origin = 'national' AND address {{one}} '' AND {_TOUCHED}
    AND NOT EXISTS (SELECT FROM fresh WHERE fresh.address {{one}} '' AND {{same}})
"""  # noqa: S608 (names of our own columns, here and below)
_CHANGED = f"""
INSERT INTO directory_entry ({_INTO}) SELECT {_FROM}, %s FROM fresh WHERE address {{one}} '' {{but}}
ON CONFLICT ({{key}}) WHERE address {{one}} ''
DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in (*_COLUMNS, *_PLACE, "since"))}
WHERE directory_entry.origin = 'national' AND directory_entry.digest IS DISTINCT FROM EXCLUDED.digest
"""  # noqa: S608
# Who opened a box of ours meanwhile is no longer without address. Plain readers pass this lock.
_LOCK = "LOCK TABLE directory_entry IN EXCLUSIVE MODE"
_WITHOUT = """
AND NOT EXISTS (SELECT FROM directory_entry AS own WHERE own.origin = 'own' AND NOT own.closed
    AND (own.identifier_type, own.national_id) = (fresh.identifier_type, fresh.national_id))
"""
# A box opened meanwhile takes its number from the old table: the new one begins far above.
_NEXT = f"""
CREATE TABLE directory_entry_next (LIKE directory_entry INCLUDING IDENTITY);
SELECT setval(pg_get_serial_sequence('directory_entry_next', 'id'),
              nextval(pg_get_serial_sequence('directory_entry', 'id')) + 1000000);
INSERT INTO directory_entry_next SELECT * FROM directory_entry AS entry WHERE origin = 'national' AND NOT {_TOUCHED}
"""  # noqa: S608
# An entry keeps its number, and its day while its words stay.
_FILL = f"""
INSERT INTO directory_entry_next ({_INTO}, id)
SELECT {_FROM}, CASE WHEN entry.digest = fresh.digest THEN entry.since ELSE %s END,
    coalesce(entry.id, nextval(pg_get_serial_sequence('directory_entry_next', 'id')))
FROM fresh LEFT JOIN directory_entry AS entry ON {{same}} AND entry.origin = 'national' AND entry.address {{one}} ''
WHERE fresh.address {{one}} ''
"""  # noqa: S608
_UNKNOWN = (
    "AND NOT EXISTS (SELECT FROM directory_entry_next AS copied WHERE copied.id = own.id AND copied.origin = 'own')"
)
_COPY = f"INSERT INTO directory_entry_next SELECT * FROM directory_entry AS own WHERE origin = 'own' {_UNKNOWN}"  # noqa: S608
_GIVE_WAY = """
DELETE FROM directory_entry_next AS entry USING directory_entry AS own
WHERE entry.origin = 'national' AND own.origin = 'own' AND own.address = entry.address {but};
DELETE FROM directory_entry_next AS entry USING directory_entry AS own
WHERE entry.origin = 'national' AND entry.address = '' AND own.origin = 'own' AND own.national_id <> ''
    AND NOT own.closed AND own.national_id = entry.national_id AND own.identifier_type = entry.identifier_type {but}
"""
# To ask for this lock while one holds a lesser one on the same table would make others deadlock at once.
_CLOSE = "LOCK TABLE directory_entry IN ACCESS EXCLUSIVE MODE"
_OUTDATED = """
DELETE FROM directory_entry_next AS copied WHERE origin = 'own'
    AND NOT EXISTS (SELECT FROM directory_entry AS own WHERE own.id = copied.id AND own.* = copied.*)
"""


def switch(fresh: int, since: date, also: Callable[[], None]) -> None:
    """`since` is the day from which changed entries are known so; `also` is what becomes visible with them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_entry")
        many = fresh > max(MANY, cursor.fetchone()[0] * SHARE)
    if many:
        _fill(since)

    def show() -> None:
        _take_place() if many else _row_by_row(since)
        also()

    tables.patiently(show)


def _row_by_row(since: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        for one, same in _SAME.items():
            cursor.execute(_GONE.format(one=one, same=same))
            but = "" if one == "<>" else _WITHOUT
            cursor.execute(_CHANGED.format(one=one, but=but, key=_KEYS[one]), [since])
        cursor.execute("ANALYZE directory_entry")


def _fill(since: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_NEXT)
        for one, same in _SAME.items():
            cursor.execute(_FILL.format(one=one, same=same), [since])
        cursor.execute(_GIVE_WAY.format(but=""))
        cursor.execute(_COPY)
        tables.index_like("directory_entry_next", "directory_entry")


def _take_place() -> None:
    with connection.cursor() as cursor:
        # Few rows of ours changed meanwhile: each is found by its index, and readers wait an instant.
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute(_CLOSE)
        cursor.execute(_OUTDATED)
        cursor.execute(_GIVE_WAY.format(but=_UNKNOWN))
        cursor.execute(_COPY)
        tables.take_place("directory_entry_next", "directory_entry")
        cursor.execute("ALTER SEQUENCE directory_entry_next_id_seq RENAME TO directory_entry_id_seq")
