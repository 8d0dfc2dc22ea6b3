"""Nothing is left behind: not after a stop, not after a failed start, not from a killed predecessor."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from medimail.engines import family
from medimail.engines.site import Site
from medimail.engines.stack import EngineError, running
from tests.house_fixture import free_port

ALL = ["postgres", "dovecot", "postfix"]


@pytest.fixture
def own_site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="mm", dir="/tmp") as home:
        yield Site(home=Path(home), web_port=free_port(), durable=False)


def test_a_stop_leaves_no_process(own_site: Site) -> None:
    with running(own_site, ALL):
        assert len(family.of(own_site.home)) > len(ALL)
    assert family.of(own_site.home) == set()


def test_a_start_after_a_killed_one_ends_its_orphans_first(own_site: Site) -> None:
    with running(own_site, ALL) as stack:
        for name in reversed(ALL):
            stack.kill(name)
        with running(own_site, ALL):
            pass
    assert family.of(own_site.home) == set()


def test_a_start_that_fails_says_why_and_leaves_nothing(own_site: Site) -> None:
    with running(own_site, ["postgres"]):
        pass
    (own_site.home / "postgres/data/PG_VERSION").write_text("7\n")
    with (
        pytest.raises(EngineError, match=r"(?s)postgres ended at once.*incompatible with server"),
        running(own_site, ALL),
    ):
        pass
    assert family.of(own_site.home) == set()


def test_a_state_folder_that_cannot_work_is_refused_at_once() -> None:
    for path in ("/tmp/with space", "/tmp/$(id)", "relative", "/tmp/" + "x" * 80):
        with pytest.raises(ValueError, match="state folder"):
            Site(home=Path(path), web_port=8000)


def test_only_the_account_reads_the_state_folder(own_site: Site) -> None:
    with running(own_site, ["postgres"]):
        pass
    assert own_site.home.stat().st_mode & 0o777 == 0o700
    for path in (own_site.home / "secrets").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
