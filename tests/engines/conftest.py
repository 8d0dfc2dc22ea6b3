"""One small stack for these tests, in a folder and on ports of its own."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from medimail.engines import postgres
from medimail.engines.site import Site
from medimail.engines.stack import Stack, running


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
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


@pytest.fixture(scope="module")
def site(stack: Stack) -> Site:
    return stack.site


def free_base() -> int:
    """A web port whose four neighbours (IMAP, SMTP, submission) are free too."""
    for base in range(20000, 30000, 7):
        if all(_free(base + offset) for offset in (0, 25, 143, 587)):
            return base
    raise OSError("no free ports between 20000 and 30000")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
