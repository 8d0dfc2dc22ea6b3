"""The floor of an import: the same rows into the same columns by COPY, then the same indexes."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

_TABLES = ("directory_activity", "directory_listedbox", "directory_skill", "directory_entry")
_BLOCK = 1 << 20


def floor(connected: Callable[[], AbstractContextManager[psycopg.Connection]], folder: Path) -> float:
    """Seconds. Leaves the tables of the directory as they are."""
    with connected() as link:
        for table in _TABLES:
            with (
                (folder / table).open("wb") as file,
                link.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as rows,
            ):
                for block in rows:
                    file.write(block)
        begun = time.perf_counter()
        link.execute("SET maintenance_work_mem = '256MB'")
        for table in _TABLES:
            _load(link, table, folder / table)
        return time.perf_counter() - begun


def _load(link: psycopg.Connection, table: str, rows: Path) -> None:
    bare = f"bare_{table}"
    link.execute(SQL("CREATE TABLE {} (LIKE {})").format(Identifier(bare), Identifier(table)))
    with rows.open("rb") as file, link.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(bare))) as copy:
        while block := file.read(_BLOCK):
            copy.write(block)
    found = link.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [table]).fetchall()
    for name, definition in found:
        named = definition.replace(f"INDEX {name} ON", f"INDEX bare_{name} ON")
        link.execute(named.replace(f"{table} USING", f"{bare} USING").encode())
