"""Whoever answers for the national directory must not make this house ask its own doors."""

import getpass
import ssl
import tempfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pytest_django.fixtures import Settings

from medimail.directory.actions import import_files
from medimail.engines import tls
from medimail.engines.site import Site


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """An import commits."""


class _Moved(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", self.path.partition("?")[2])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def inside() -> Iterator[tuple[str, list[str]]]:
    """A door of this machine, in plain HTTP, and what was asked of it."""
    handler = type("Handler", (_Moved,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/jobs", handler.asked
        server.shutdown()


@pytest.fixture
def outside(settings: Settings) -> Iterator[str]:
    """A server in HTTPS that leads wherever its query says."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "tls"
        folder.mkdir()
        tls.prepare(Site(Path(home), 0, account=getpass.getuser(), hostname="localhost"))
        settings.DIRECTORY_AUTHORITY = str(folder / "ca.pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Moved,), {"asked": []})) as server:
            server.socket = context.wrap_socket(server.socket, server_side=True)
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"https://localhost:{server.server_port}/?"
            server.shutdown()


def test_a_redirection_from_outside_reaches_no_plain_door_of_this_machine(
    outside: str, inside: tuple[str, list[str]]
) -> None:
    door, asked = inside
    (report,) = import_files([f"{outside}{door}"])
    assert (report.state, report.problem, asked) == ("refused", "unsafe", [])
