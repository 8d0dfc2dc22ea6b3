"""The peers' port: our certificate can be checked, theirs reaches the policy service, whose answer is the decision."""

import contextlib
import smtplib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from medimail.engines.site import Site
from tests.engines import wire
from tests.peer import certificate


class Policy(socketserver.ThreadingUnixStreamServer):
    """Answers every request alike and remembers it (Postfix policy delegation protocol)."""

    daemon_threads = True
    action = "DUNNO"

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.requests: list[dict[str, str]] = []
        self.open: list[socket.socket] = []
        super().__init__(str(path), Answer)
        path.chmod(0o666)


class Answer(socketserver.StreamRequestHandler):
    server: Policy

    def handle(self) -> None:
        self.server.open.append(self.connection)
        request: dict[str, str] = {}
        for line in self.rfile:
            name, _, value = line.decode().strip().partition("=")
            if name:
                request[name] = value
                continue
            self.server.requests.append(request)
            self.wfile.write(f"action={self.server.action}\n\n".encode())
            request = {}


@pytest.fixture
def policy(site: Site) -> Iterator[Policy]:
    with Policy(site.policy_socket) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
        # Postfix keeps its connection for the next message; the next test has its own answers.
        for each in server.open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
    site.policy_socket.unlink()


@pytest.fixture
def peer(site: Site, tmp_path: Path) -> Iterator[smtplib.SMTP]:
    """A peer with a certificate of the local authority, which checks ours by name."""
    context = ssl.create_default_context(cafile=str(site.home / "tls/ca.pem"))
    context.load_cert_chain(certificate(site.home, tmp_path, "peer.example"))
    with smtplib.SMTP("127.0.0.1", site.smtp_port, timeout=20) as link:
        link._host = site.hostname  # type: ignore[attr-defined]
        link.starttls(context=context)
        yield link


def test_the_certificate_of_a_peer_reaches_the_policy_service(site: Site, policy: Policy, peer: smtplib.SMTP) -> None:
    peer.sendmail("x@peer.example", [wire.ANNE], wire.letter("x@peer.example", wire.ANNE, "from-peer"))
    assert wire.eventually(lambda: "from-peer" in wire.subjects(site, wire.ANNE))
    request = policy.requests[0]
    # Postfix writes both as xtext (RFC 3461, section 4).
    assert (request["ccert_subject"], request["ccert_issuer"]) == ("peer.example", "Autorit+C3+A9+20locale+20Medimail")
    assert (request["sender"], request["recipient"]) == ("x@peer.example", wire.ANNE)
    assert request["ccert_fingerprint"]


def test_what_the_policy_service_refuses_is_refused(policy: Policy, peer: smtplib.SMTP) -> None:
    policy.action = "REJECT 5.7.1 certificat inconnu"
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        peer.sendmail("x@peer.example", [wire.ANNE], b"Subject: x\r\n\r\n")
    assert refused.value.recipients[wire.ANNE][0] == 554


def test_without_answer_of_the_policy_service_mail_waits(peer: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        peer.sendmail("x@peer.example", [wire.ANNE], b"Subject: x\r\n\r\n")
    assert refused.value.recipients[wire.ANNE][0] == 451


def test_utf8_addresses_are_refused_at_once_and_not_lost_later(peer: smtplib.SMTP) -> None:
    peer.ehlo("peer.example")
    assert not peer.has_extn("smtputf8")
