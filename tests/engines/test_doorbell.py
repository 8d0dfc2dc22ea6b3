"""Each delivery rings at our door with the key in a header and no word of the message; a deaf door loses nothing."""

import base64
import http.server
import json
import threading
from collections.abc import Iterator

import pytest

from medimail.engines.site import Site
from medimail.engines.stack import ENGINES
from tests.engines import wire
from tests.engines.test_transport import _lmtp, _submit

Ring = tuple[str, str, bytes]
NOT_EVEN_TRIED = "Absolute request timeout expired"


@pytest.fixture
def rings(site: Site) -> Iterator[list[Ring]]:
    """What arrives at the port of a web server that has just started."""
    heard: list[Ring] = []

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.path, self.headers["Authorization"], body))
            self.send_response(204)
            self.end_headers()

        def do_GET(self) -> None:
            self.send_error(503)

        def log_message(self, *_parts: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", site.web_port), Door) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # What `up` does at each start of the real one.
        assert ENGINES["web"].service(site).ready()
        heard.clear()  # what was still held for the one before
        yield heard
        server.shutdown()


@pytest.fixture
def deaf(site: Site) -> None:
    """Nobody has opened for a while, so Dovecot makes longer and longer pauses between two tries."""
    log, sent = site.log / "dovecot.log", list[str]()
    before = log.read_text().count(NOT_EVEN_TRIED)

    def given_up() -> bool:
        sent.append(f"unheard-{len(sent)}")
        _submit(site, wire.ANNE, [wire.LUC], sent[-1])
        return log.read_text().count(NOT_EVEN_TRIED) > before

    assert wire.eventually(given_up)
    assert wire.eventually(lambda: set(sent) <= set(wire.subjects(site, wire.LUC)))


def test_whoever_opens_again_is_rung_at_once(site: Site, deaf: None, rings: list[Ring]) -> None:
    _submit(site, wire.LUC, [wire.ANNE], "heard-again")
    assert wire.eventually(lambda: wire.ANNE in recipients(rings), 5)


def recipients(rings: list[Ring]) -> set[str]:
    return {json.loads(body)["fields"]["rcpt_to"] for _, _, body in rings}


def test_a_delivery_rings_with_the_key_and_without_content(site: Site, rings: list[Ring]) -> None:
    _submit(site, wire.ANNE, [wire.LUC], "secret-subject")
    assert wire.eventually(lambda: bool(rings))
    path, authorization, body = rings[0]
    assert path == "/api/internal/deliveries/"
    assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"dovecot:{site.secret('delivery-key')}"
    assert json.loads(body)["fields"] == {"rcpt_to": wire.LUC}
    assert b"secret-subject" not in body


def test_a_refused_delivery_does_not_ring(site: Site, rings: list[Ring]) -> None:
    with _lmtp(site) as link:
        link.lhlo = link.ehlo
        link.ehlo("test.example")
        link.mail("x@example.org")
        link.rcpt("nul@pharmacien.example")
        link.rset()
    _submit(site, wire.ANNE, [wire.ANNE], "accepted")
    assert wire.eventually(lambda: bool(rings))
    assert recipients(rings) == {wire.ANNE}


def test_without_web_server_mail_arrives_and_no_log_holds_the_key(site: Site) -> None:
    _submit(site, wire.ANNE, [wire.LUC], "nobody-home")
    assert wire.eventually(lambda: "nobody-home" in wire.subjects(site, wire.LUC))
    assert wire.eventually(lambda: "Failed to export event" in (site.log / "dovecot.log").read_text())
    secrets = [site.secret(name) for name in ("delivery-key", "mail-token-key", "mailserver-password")]
    for log in site.log.iterdir():
        text = log.read_text(errors="replace")
        assert not [secret for secret in secrets if secret in text], log.name
