from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from medimail.demo.nation import write
from tests.directory.files import DAY, NEXT_DAY

PEOPLE = 2_000
Elsewhere = Callable[[], psycopg.Connection]


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The three files of one day."""
    return [str(path) for path in write(_folder(tmp_path_factory), professionals=PEOPLE, date=DAY)]


@pytest.fixture(scope="session")
def nation_next_day(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One line in a hundred differs."""
    return [str(path) for path in write(_folder(tmp_path_factory), professionals=PEOPLE, date=NEXT_DAY, changed=0.01)]


@pytest.fixture(scope="session")
def nation_upset(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Most lines differ: the switch makes a new table."""
    return [str(path) for path in write(_folder(tmp_path_factory), professionals=PEOPLE, date=NEXT_DAY, changed=1.0)]


def _folder(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("nation")


@pytest.fixture
def elsewhere(copied_database: str) -> Iterator[Elsewhere]:
    """Other connections to the same database, as other processes have them."""
    said = connection.settings_dict
    with ExitStack() as links:

        def link() -> psycopg.Connection:
            return links.enter_context(
                psycopg.connect(
                    dbname=said["NAME"],
                    host=said["HOST"],
                    port=said["PORT"],
                    user=said["USER"],
                    password=said["PASSWORD"],
                )
            )

        yield link
