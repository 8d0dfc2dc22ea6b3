"""All that the directory holds, so that two states of it can be compared."""

from django.db import connection

from medimail.directory.models import Entry, Import

_OF_THE_RUN = {"id", "since"}
_SHOWN = [field.attname for field in Entry._meta.concrete_fields if field.attname not in _OF_THE_RUN]
_LINES = ("directory_activity", "directory_listedbox", "directory_skill")
Content = dict[str, list[tuple[object, ...]]]


def content() -> Content:
    lines = {table: _rows(f"SELECT * FROM {table} ORDER BY digest") for table in _LINES}  # noqa: S608
    return lines | {"entries": entries()}


def entries() -> list[tuple[object, ...]]:
    return _rows(
        f"SELECT {', '.join(_SHOWN)} FROM directory_entry ORDER BY address, identifier_type, national_id"  # noqa: S608
    )


def empty() -> None:
    """As before the first import."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(_LINES)}, directory_entry, directory_word, directory_import")


def table() -> int:
    """Another one after a switch that made a new table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'directory_entry'::regclass::oid")
        found: int = cursor.fetchone()[0]
    return found


def states(reports: list[Import]) -> list[tuple[str, str, str]]:
    return [(report.kind, report.state, report.problem) for report in reports]


def _rows(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()  # type: ignore[no-any-return]
