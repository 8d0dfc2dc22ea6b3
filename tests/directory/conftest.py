from pathlib import Path

import pytest

from medimail.demo.nation import write

PEOPLE = 2_000
DAY, NEXT_DAY = "202611230600", "202611240600"


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
