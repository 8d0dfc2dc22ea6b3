"""Queries written once: on the way to a page, Django takes longer to write one than PostgreSQL to answer it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Row = tuple[Any, ...]


class Prepared:
    """`build` makes a `values_list` of one changing value; it is called once, with `example`.

    The example must be a value that stands for nothing else in the query.
    """

    def __init__(self, build: Callable[[Any], QuerySet[Any, Row]], example: int | str) -> None:
        self._build, self._example = build, example

    def all(self, value: int | str) -> list[Row]:
        sql, parameters = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, [value if one == self._example else one for one in parameters])
            return cursor.fetchall()

    def first(self, value: int | str) -> Row | None:
        return next(iter(self.all(value)), None)

    @cached_property
    def _written(self) -> tuple[str, Row]:
        sql, parameters = self._build(self._example).query.sql_with_params()
        if self._example not in parameters:
            raise LookupError("the example is not in the query")
        return sql, parameters
