"""Queries written once: on the way to a page, Django takes longer to write one than PostgreSQL to answer it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Row = tuple[Any, ...]


class Prepared:
    """`build` makes a `values_list` of some changing values; it is called once, with `examples`.

    Each example must be a value that stands for nothing else in the query.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], *examples: int | str) -> None:
        self._build, self._examples = build, examples

    def all(self, *values: int | str) -> list[Row]:
        sql, parameters = self._written
        given = dict(zip(self._examples, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(one, one) for one in parameters])
            rows: list[Row] = cursor.fetchall()
        return rows

    def first(self, *values: int | str) -> Row | None:
        return next(iter(self.all(*values)), None)

    @cached_property
    def _written(self) -> tuple[str, Row]:
        sql, parameters = self._build(*self._examples).query.sql_with_params()
        if not set(self._examples) <= set(parameters):
            raise LookupError("an example is not in the query")
        return sql, parameters
