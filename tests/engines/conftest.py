"""One small stack for these tests, in a folder and on ports of its own."""

import contextlib
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from medimail.engines import postgres
from medimail.engines.site import Site
from medimail.engines.stack import Stack, running


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with small_stack() as started:
        yield started


@contextlib.contextmanager
def small_stack() -> Iterator[Stack]:
    home = Path(tempfile.mkdtemp(prefix="mm", dir="/tmp"))
    site = Site(home=home, web_port=free_base(), durable=False)
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


def free_base() -> int:
    """A web port whose four neighbours (IMAP, SMTP, submission) are free too."""
    # Each test process begins elsewhere: two must not find the same ports free.
    first = 20000 + os.getpid() * 761 % 10000
    for base in range(first, first + 2000):
        if all(_free(base + offset) for offset in (0, 25, 143, 587)):
            return base
    raise OSError("no free ports")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
