"""A process that dies is back; one that cannot live ends the house with its reason."""

import contextlib
import os
import signal
from collections.abc import Iterator

import pytest

from medimail.engines import family
from medimail.lib.imap_errors import ImapUnavailable
from tests.house_fixture import House, eventually, new_home, standing
from tests.wire.site import count, letter, subject, submission

SERVICES = ["postgres", "dovecot", "policy", "names", "postfix", "sandbox", "web", "live", "worker"]


@pytest.fixture(scope="module")
def fragile() -> Iterator[House]:
    with new_home() as home, standing(home) as house:
        yield house


@pytest.mark.parametrize("name", SERVICES)
def test_a_killed_service_is_back(fragile: House, name: str) -> None:
    victim = fragile.part(name)
    seen = fragile.output.count(f"{name} is back")
    os.kill(victim.pid, signal.SIGKILL)
    eventually(lambda: fragile.output.count(f"{name} is back") > seen, lambda: fragile.output)
    fragile.wait_healthy()
    assert fragile.part(name) != victim


def test_a_killed_connection_of_the_database_stops_no_mail(fragile: House) -> None:
    seen = fragile.output.count("postgres is back")
    backend = max(family.descendants(fragile.part("postgres").pid), key=lambda each: each.born)
    os.kill(backend.pid, signal.SIGKILL)
    eventually(lambda: fragile.output.count("postgres is back") > seen, lambda: fragile.output)
    fragile.wait_healthy()
    doctor, title = fragile.accounts["doctor"].mailbox or "", subject()
    submission(fragile, doctor).submit([doctor], letter(doctor, doctor, title))
    eventually(lambda: arrived(fragile, doctor, title), lambda: fragile.output, patience=15)


def arrived(house: House, mailbox: str, title: str) -> bool:
    """A store that answers « try again » in the second after the crash has lost nothing."""
    with contextlib.suppress(ImapUnavailable):
        return count(house, mailbox, "INBOX", title) == 1
    return False


def test_what_a_killed_up_left_is_stopped_first() -> None:
    with new_home() as home:
        with standing(home) as first:
            left = family.descendants(first.process.pid)
            first.process.kill()
            first.process.wait()
        with standing(home, port=first.port) as second:
            assert "interrupted run" in second.output
            assert not [each for each in left if each.alive()]


def test_an_engine_that_cannot_live_ends_the_house_with_its_reason() -> None:
    with new_home() as home, standing(home) as house:
        below = family.descendants(house.process.pid)
        (home / "postgres" / "data" / "global" / "pg_control").unlink()
        os.kill(house.part("postgres").pid, signal.SIGKILL)
        assert house.process.wait(timeout=90) == 1, house.output
        assert "postgres ended" in house.output
        assert "pg_control" in house.output, "the last lines of its log"
        assert not [each for each in below if each.alive()]
