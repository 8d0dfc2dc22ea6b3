"""Other doors of a standing house: its store, its submission port, its command line, and a counter on the wire."""

import contextlib
import os
import re
import socket
import socketserver
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator

from medimail.lib.imap import Session
from medimail.lib.smtp import Submission
from tests.house_fixture import ROOT, House

_TAGGED = re.compile(rb"^[A-Z]{4}\d+ (?:UID )?([A-Z]+)", re.MULTILINE)


@contextlib.contextmanager
def store(house: House, mailbox: str) -> Iterator[Session]:
    session = Session(*house.imap, mailbox, house.token(mailbox))
    try:
        yield session
    finally:
        session.close()


def submission(house: House, mailbox: str, sender: str = "") -> Submission:
    """Signed in as `mailbox`, whatever sender is claimed."""
    return Submission(*house.submission, sender or mailbox, house.token(mailbox))


def subject() -> str:
    return f"Essai {uuid.uuid4().hex[:10]}"


def letter(sender: str, to: str, title: str, extra: str = "", body: str = "Bonjour") -> bytes:
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: {title}\r\nMessage-ID: <{uuid.uuid4()}@test.example>\r\n"
    return f"{head}{extra}\r\n{body}\r\n".encode()


def count(house: House, mailbox: str, folder: str, title: str) -> int:
    """How many messages of a folder have this subject."""
    with store(house, mailbox) as session:
        exists = session.open(folder, readonly=True).exists
        if not exists:
            return 0
        subjects = "BODY.PEEK[HEADER.FIELDS (SUBJECT)]"
        found = session.run(lambda client: client.fetch_records(f"{max(1, exists - 49)}:{exists}", subjects))
        return sum(f"Subject: {title}".encode() in one[1] for one in found if isinstance(one, tuple))


def inside(house: House, code: str, **more: str) -> str:
    """Run code as a command of this house would run; what it printed."""
    lines = (line for line in (house.home / "site.env").read_text().splitlines() if "=" in line)
    site = {name: value.strip("'\"") for name, _, value in (line.partition("=") for line in lines)}
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    env = kept | site | {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "medimail.config.settings"} | more
    program = f"import django; django.setup()\n{code}"
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Counter(socketserver.ThreadingTCPServer):
    """Stands between a client and Dovecot, remembers each command that passes, and hangs up before `refused`."""

    daemon_threads = True

    def __init__(self, target: tuple[str, int], refused: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Relay)
        self.target, self.refused, self.commands = target, refused, list[str]()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Relay(socketserver.BaseRequestHandler):
    server: Counter

    def handle(self) -> None:
        with socket.create_connection(self.server.target) as dovecot:
            threading.Thread(target=_pump, args=(dovecot, self.request), daemon=True).start()
            while data := self.request.recv(65536):
                self.server.commands += [name.decode() for name in _TAGGED.findall(data)]
                if self.server.refused in self.server.commands[-1:]:
                    return
                dovecot.sendall(data)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
