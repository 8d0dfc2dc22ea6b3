"""Roundcube from Debian's packages on a loopback port: nginx, php-fpm, SQLite and sessions in memory."""

import contextlib
import imaplib
import os
import pwd
import shutil
import socket
import sqlite3
import string
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from medimail.engines import account
from tests.house_fixture import House, eventually, free_port

PASSWORD = "only-for-this-measure"  # noqa: S105 (of a throw-away house on the loopback)
_TEMPLATES = Path(__file__).parent / "templates"
_DEBIAN = Path("/etc/roundcube")
_SCHEMA = Path("/usr/share/roundcube/SQL/sqlite.initial.sql")
# Roundcube has no way to our tokens: in this house one password opens every box, the cheapest sign-in Dovecot has.
# The index is built once, when it is measured: 50,000 messages at once would keep a processor busy meanwhile.
_PASSDB = f"""
auth_mechanisms = $auth_mechanisms plain
passdb {{
  driver = static
  mechanisms = plain
  args = password={PASSWORD}
}}
plugin {{
  fts_autoindex = no
}}
"""


class _Template(string.Template):
    delimiter = "@@"


def let_in(house: House) -> None:
    """Dovecot's file is written again at the next start of the house, without this."""
    configuration = house.home / "dovecot" / "dovecot.conf"
    if _PASSDB not in (text := configuration.read_text()):
        configuration.write_text(text + _PASSDB)
    subprocess.run(["doveadm", "-c", str(configuration), "reload"], check=True)
    eventually(lambda: _password_is_known(house))


def _password_is_known(house: House) -> bool:
    address = house.accounts["doctor"].mailbox
    assert address
    with contextlib.suppress(OSError, imaplib.IMAP4.error), imaplib.IMAP4(*house.imap) as imap:
        return imap.login(address, PASSWORD)[0] == "OK"
    return False


@contextlib.contextmanager
def standing(house: House, *, cached: bool = False, in_memory: bool = True) -> Iterator[int]:
    """Its port. In memory: sessions as files of PHP, and SQLite, where no disk is waited for; else as Debian has it."""
    port = free_port()
    with _state(in_memory=in_memory) as state, contextlib.ExitStack() as started:
        values = {"state": str(state), "account": account.ACCOUNT, "port": port, "imap_port": house.imap[1]}
        values |= {"sessions": "php" if in_memory else "db"}
        values |= {"imap_cache": "'db'" if cached else "null", "messages_cache": "true" if cached else "false"}
        _prepare(state, values)
        environment = os.environ | {"ROUNDCUBE_CONFIG_DIR": str(state / "config")}
        [fpm] = Path("/usr/sbin").glob("php-fpm*")
        for command in ([str(fpm), "-y", f"{state}/php-fpm.conf"], ["nginx", "-c", f"{state}/nginx.conf"]):
            started.enter_context(_running(command, environment))
        eventually(lambda: _answers(port), lambda: "\n".join(log.read_text() for log in (state / "log").iterdir()))
        yield port


@contextlib.contextmanager
def _state(*, in_memory: bool) -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108
    place = memory if in_memory and memory.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="roundcube-", dir=place) as folder:
        yield Path(folder)


def _prepare(state: Path, values: dict[str, object]) -> None:
    for name in ("config", "tmp", "log", "sessions"):
        (state / name).mkdir()
    for name in ("defaults.inc.php", "mimetypes.php"):
        shutil.copy(_DEBIAN / name, state / "config" / name)
    for template, target in (
        ("roundcube.php", "config/config.inc.php"),
        ("php-fpm.conf", "php-fpm.conf"),
        ("nginx.conf", "nginx.conf"),
    ):
        (state / target).write_text(_Template((_TEMPLATES / template).read_text()).substitute(values))
    with contextlib.closing(sqlite3.connect(state / "roundcube.db")) as database:
        database.executescript(_SCHEMA.read_text())
    owner = pwd.getpwnam(account.ACCOUNT)
    for path in (state, *state.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
