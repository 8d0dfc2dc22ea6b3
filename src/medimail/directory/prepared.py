"""Queries written once, and planned once for each connection.

On the way to a page Django takes longer to write one, and PostgreSQL to plan it, than the answer takes.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import mogrify
from django.db.models import QuerySet
from psycopg import Cursor

Row = tuple[Any, ...]


class Prepared:
    """`build` makes a `values_list` of some changing values; it is called once, with `examples`.

    Each example must be a value that stands for nothing else in the query.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], *examples: int | str) -> None:
        self._build, self._examples = build, examples

    def all(self, *values: int | str) -> list[Row]:
        with connection.cursor() as cursor:
            sql, places = self._written
            # Django's own cursor puts values into the text, so that each would be another statement. Who listens
            # to what is asked (tests, the bench) reads it so.
            if not connection.queries_logged:
                cursor.cursor = Cursor(connection.connection)
            cursor.execute(sql, [values[place] for place in places])
            rows: list[Row] = cursor.fetchall()
        return rows

    def first(self, *values: int | str) -> Row | None:
        return next(iter(self.all(*values)), None)

    @cached_property
    def _written(self) -> tuple[str, list[int]]:
        """The statement, in which what never changes stands as it is, and which value goes to each place."""
        sql, parameters = self._build(*self._examples).query.sql_with_params()
        if not set(self._examples) <= set(parameters):
            raise LookupError("an example is not in the query")
        places = [self._examples.index(one) for one in parameters if one in self._examples]
        written = ["%s" if one in self._examples else _literal(one) for one in parameters]
        return sql.replace("%%", "%%%%") % tuple(written), places


def _literal(value: object) -> str:
    return mogrify("%s", [value], connection.connection).replace("%", "%%")
