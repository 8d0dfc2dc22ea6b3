"""A whole house for a test: the real command on free ports and a throw-away state folder."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from medimail.engines import family
from medimail.lib import mail_token

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120.0
Endpoint = tuple[str, int]


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    password: str
    mailbox: str | None


@dataclass
class House:
    """One `./medimail up`; `output` is what it has printed so far."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def outside(self) -> tuple[str, str]:
        """Pro Santé Connect and the portal of the demonstration, which stand on two names of one port."""
        return f"http://127.0.0.1:{self.port + 90}/", f"http://localhost:{self.port + 90}/"

    @property
    def live(self) -> str:
        return f"http://127.0.0.1:{self.port + 92}/direct/"

    @property
    def imap(self) -> Endpoint:
        return "127.0.0.1", self.port + 143

    @property
    def smtp(self) -> Endpoint:
        return "127.0.0.1", self.port + 25

    @property
    def submission(self) -> Endpoint:
        return "127.0.0.1", self.port + 587

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    @property
    def accounts(self) -> dict[str, Account]:
        """By role."""
        loaded = json.loads((self.home / "demo-accounts.json").read_text())
        return {entry["role"]: Account(**entry) for entry in loaded}

    def token(self, mailbox: str, *, lifetime: int = mail_token.LIFETIME) -> str:
        key = (self.home / "secrets" / "mail-token-key").read_text().strip().encode()
        return mail_token.issue(key, mailbox, "worker", lifetime=lifetime)

    def manage(self, *arguments: str) -> str:
        """What a management command printed; CalledProcessError when it fails."""
        command = [str(ROOT / "medimail"), *arguments]
        done = subprocess.run(command, env=environment(self.home), capture_output=True, text=True, check=True)
        return done.stdout

    def part(self, name: str) -> family.Process:
        """The one `up` started itself; each service works in a folder of its name."""
        folders = [self.home / name, self.home / "work" / name, self.home / "run" / name]
        working = {each for folder in folders for each in family.of(folder)}
        return next(each for each in working if each.parent == self.process.pid)

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait_healthy(self) -> None:
        def well() -> bool:
            assert self.process.poll() is None, f"`up` ended with {self.process.returncode}:\n{self.output}"
            # The health page alone could be that of a former run.
            return "Ctrl-C stops everything" in self.output and self.healthy()

        eventually(well, lambda: self.output)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """The exit status of `up`, once it and everything below it is gone."""
        below = family.descendants(self.process.pid)
        self.process.send_signal(number)
        status = self.process.wait(timeout=60)
        left = [each for each in below | family.of(self.home) if each.alive()]
        assert not left, f"processes left behind: {left}\n{self.output}"
        return status


def eventually(condition: Callable[[], bool], explain: Callable[[], str] = str, patience: float = PATIENCE) -> None:
    limit = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < limit, f"not within {patience:.0f} s\n{explain()}"
        time.sleep(0.05)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The caller's, without what belongs to the unit tests' own database."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MEDIMAIL_", "PYTHON", "DJANGO_", "PYTEST_"))}
    small = {"MEDIMAIL_DURABLE": "no", "MEDIMAIL_DEMO_PROFESSIONALS": "300", "MEDIMAIL_UNDO_SECONDS": "0"}
    return kept | {"MEDIMAIL_HOME": str(home), **small} | more


def free_port() -> int:
    """One whose neighbours, for mail and for the outside world, are free too.

    Two test processes never look in the same place, and no client is given a port that low (ip_local_port_range).
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    while True:
        port = 20000 + worker % 3 * 4000 + secrets.randbelow(3400)
        if all(_free(port + offset) for offset in (0, 25, 90, 143, 144, 145, 146, 587)):
            return port


def _free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def begin(home: Path, port: int, *options: str, **more: str) -> House:
    """Starts `up` and returns at once."""
    log = home.with_name(f"{home.name}-{secrets.token_hex(4)}.log")  # one per start: a second `up` has its own
    with log.open("wb") as output:
        command = [str(ROOT / "medimail"), "up", "--port", str(port), *options]
        process = subprocess.Popen(command, env=environment(home, **more), stdout=output, stderr=output)
    return House(home, port, process, log)


@contextlib.contextmanager
def new_home() -> Iterator[Path]:
    # Not pytest's own folder: its name is longer than a Unix socket's path allows.
    folder = Path(tempfile.mkdtemp(prefix="medimail-house-"))
    folder.chmod(0o711)
    try:
        yield folder / "state"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def standing(home: Path, *options: str, port: int = 0, **more: str) -> Iterator[House]:
    """A healthy house; at the end it must stop without leaving a process."""
    house = begin(home, port or free_port(), *options, **more)
    try:
        house.wait_healthy()
        yield house
    except BaseException:
        sys.stderr.write(house.output)
        raise
    finally:
        if house.process.poll() is None:
            assert house.stop() == 0, house.output


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    with new_home() as home, standing(home) as standing_house:
        yield standing_house
