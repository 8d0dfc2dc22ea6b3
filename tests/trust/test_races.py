"""Two workers, or a worker and an engineer, at the same instant."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from medimail.trust.actions import take_in
from medimail.trust.actions.refreshing import pinned
from medimail.trust.models import AllowListImport, Change, ListedPeer
from medimail.trust.queries import last_good, speaks_for
from tests.allow_list import LINES, ONE, at, signed


@pytest.mark.django_db
def test_a_list_of_nobody() -> None:
    """The tables are there (`copied_database`)."""
    assert last_good() is None


def together(contents: list[bytes]) -> list[str]:
    barrier = threading.Barrier(len(contents))

    def one(content: bytes) -> str:
        try:
            barrier.wait(timeout=30)
            return take_in(content, source="/list.xml", trust=pinned()).state
        finally:
            connection.close()

    with ThreadPoolExecutor(len(contents)) as threads:
        return list(threads.map(one, contents))


def test_the_same_list_at_once_is_one(copied_database: str) -> None:
    assert together([signed()] * 4) == ["taken"] * 4
    assert [one.times for one in AllowListImport.objects.all()] == [4]
    assert ListedPeer.objects.count() == len(LINES)


def test_an_older_list_never_wins(copied_database: str) -> None:
    newest = signed(lines=[*LINES, ("x.mssante.fr", ONE)], generated=at(-1))
    together([signed(generated=at(-3)), newest, signed(generated=at(-2)), newest])
    good = last_good()
    assert good
    assert f"{good.generated_at:%Y-%m-%dT%H:%M:%SZ}" == at(-1)
    assert ListedPeer.objects.count() == len(LINES) + 1
    assert Change.objects.filter(domain="x.mssante.fr").count() <= 1


def test_the_same_refusal_at_once_is_counted(copied_database: str) -> None:
    assert together([b""] * 3) == ["refused"] * 3
    assert [one.times for one in AllowListImport.objects.all()] == [3]


def test_peers_of_the_former_release_stay(copied_database: str) -> None:
    executor = MigrationExecutor(connection)
    former = [("trust", "0002_peers_by_name_in_any_case")]
    executor.migrate(former)
    peers: Any = executor.loader.project_state(former).apps.get_model("trust.ListedPeer")
    for domain, name in (("a.example", 'Mta, "un".example'), ("b.example", 'mta, "UN".example'), ("b.example", "x")):
        peers.objects.create(domain=domain, common_name=name)
    call_command("migrate", verbosity=0)
    assert speaks_for('MTA, "un".example', "a.example")
    assert speaks_for('MTA, "un".example', "b.example")
    assert (ListedPeer.objects.filter(fixed=True).count(), speaks_for("x", "a.example")) == (3, False)
