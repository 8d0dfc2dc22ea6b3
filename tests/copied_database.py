"""A database of its own for tests that commit from many threads: traces are append-only, so nothing can be put back."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.house_fixture import eventually


@pytest.fixture
def copied_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """Its name. Everything this test and its threads write goes there, and goes away with it.

    pytest-django makes tables only in a run that has a test marked `django_db`: run such a file with its folder.
    """
    original = connection.settings_dict["NAME"]
    copy = f"{original}_copy"
    connection.close()  # nobody may be connected to what is copied
    eventually(lambda: _dropped(copy, original))
    _as_owner("CREATE DATABASE {copy} TEMPLATE {original}", copy, original)
    connection.settings_dict["NAME"] = copy
    try:
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            yield copy
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        eventually(lambda: _dropped(copy, original))


def _dropped(copy: str, original: str) -> bool:
    """Not while PostgreSQL's own vacuum is in it, which its owner may not end."""
    try:
        _as_owner("DROP DATABASE IF EXISTS {copy} WITH (FORCE)", copy, original)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def _as_owner(sentence: str, copy: str, original: str) -> None:
    said = connection.settings_dict
    where = {"host": said["HOST"], "port": said["PORT"], "user": said["USER"], "password": said["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as link:
        names = {"copy": sql.Identifier(copy), "original": sql.Identifier(original)}
        link.execute(sql.SQL(sentence).format(**names))  # type: ignore[arg-type]  # only the sentences above
