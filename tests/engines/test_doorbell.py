"""Each delivery rings at our door with the key in a header and no word of the message; a deaf door loses nothing."""

import base64
import http.server
import json
import threading
from collections.abc import Iterator

import pytest

from medimail.engines.site import Site
from tests.engines import wire
from tests.engines.test_transport import _lmtp, _submit

Ring = tuple[str, str, bytes]


@pytest.fixture
def rings(site: Site) -> Iterator[list[Ring]]:
    """What arrived at the port of the web server."""
    heard: list[Ring] = []

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.path, self.headers["Authorization"], body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_parts: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", site.web_port), Door) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield heard
        server.shutdown()


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
    assert {json.loads(body)["fields"]["rcpt_to"] for _, _, body in rings} == {wire.ANNE}


def test_without_web_server_mail_arrives_and_no_log_holds_the_key(site: Site) -> None:
    _submit(site, wire.ANNE, [wire.LUC], "nobody-home")
    assert wire.eventually(lambda: "nobody-home" in wire.subjects(site, wire.LUC))
    assert wire.eventually(lambda: "Failed to export event" in (site.log / "dovecot.log").read_text())
    secrets = [site.secret(name) for name in ("delivery-key", "mail-token-key", "mailserver-password")]
    for log in site.log.iterdir():
        text = log.read_text(errors="replace")
        assert not [secret for secret in secrets if secret in text], log.name
