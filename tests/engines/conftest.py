"""One small stack for these tests, in a folder and on ports of its own."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from medimail.engines import postgres
from medimail.engines.site import Site
from medimail.engines.stack import Stack, running
from tests.house_fixture import free_port


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with small_stack() as started:
        yield started


@contextlib.contextmanager
def small_stack() -> Iterator[Stack]:
    home = Path(tempfile.mkdtemp(prefix="mm", dir="/tmp"))
    site = Site(home=home, web_port=free_port(), durable=False)
    try:
        with running(site, ["postgres"]) as started:
            with postgres.connect(site, "medimail") as link:
                link.execute((Path(__file__).parent / "mailserver.sql").read_text())
            started.begin("dovecot")
            started.begin("postfix")
            yield started
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def site(stack: Stack) -> Site:
    return stack.site
