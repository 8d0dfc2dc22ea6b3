"""What can be known before anything slow begins: rights, one command per state folder, ports, free disk."""

import fcntl
import os
import pwd
import shutil
import socket
from pathlib import Path

from medimail.engines import leftovers
from medimail.engines.console import Refusal

PORTS = {"sign-in pages": 0, "SMTP": 25, "IMAP": 143, "submission": 587}
SANDBOX = 90  # the stand-in of Pro Santé Connect: demonstrations only
LEAST_FREE = 500 * 1024 * 1024
MODE_FILE = "prepared"  # written once the first start is done; holds "demo" or "empty"


def root_only() -> None:
    if os.geteuid():
        raise Refusal("this needs root: Postfix starts as root, and every engine then drops its rights. Try sudo.")


def state_folder(home: Path, owner: pwd.struct_passwd) -> None:
    """Creates it closed to everyone but the engines' account (0700)."""
    if home.exists() and not home.is_dir():
        raise Refusal(f"{home} is not a folder. Set MEDIMAIL_HOME to a folder for the state.")
    if home.is_dir() and home.stat().st_uid != owner.pw_uid and any(home.iterdir()):
        raise Refusal(f"{home} is not empty and is not a Medimail state folder. Set MEDIMAIL_HOME to another folder.")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chown(home, owner.pw_uid, owner.pw_gid)
    home.chmod(0o700)


def lock(home: Path) -> int:
    """An inheritable handle that locks the state folder itself; it frees itself with the last process that has it."""
    handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Refusal(
            f"another `medimail up` is already running on {home}. Stop it, or set MEDIMAIL_HOME to another folder."
        ) from None
    os.set_inheritable(handle, True)
    return handle


def ports(web: int) -> None:
    if not 1 <= web <= 65535 - max(PORTS.values()):
        raise Refusal(f"{web} cannot be used: choose a port between 1 and {65535 - max(PORTS.values())} with --port.")
    for what, offset in PORTS.items():
        port(web + offset, what)


def port(number: int, what: str) -> None:
    with socket.socket() as trial:
        # The engines do the same: a port that only waits for old connections to fade is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", number))
        except OSError as error:
            raise Refusal(
                f"Port {number} ({what}) is already in use or not allowed ({error.strerror}). "
                "Choose another one: ./medimail up --port N"
            ) from None


def disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise Refusal(
            f"only {free // 2**20} MB are free on the disk of {folder}, and Medimail needs {LEAST_FREE // 2**20} MB. "
            "Free some space, or set MEDIMAIL_HOME to a folder on another disk."
        )


def mode(home: Path, demo: bool, operator: str) -> bool:
    """Whether this house is a demonstration; decided at the first start and never changed after."""
    chosen = home / MODE_FILE
    if not chosen.exists():
        if not demo and not operator:
            raise Refusal("an empty start needs its first operator: set MEDIMAIL_OPERATOR_EMAIL and run again.")
        return demo
    prepared = chosen.read_text().strip() == "demo"
    if prepared and not demo:
        raise Refusal(f"{home} holds a demonstration. For an empty start set MEDIMAIL_HOME to a new folder.")
    # An empty house stays one without the option too: a forgotten word must not bring demo accounts into production.
    return prepared


def all_checks(folder: Path, home: Path, owner: pwd.struct_passwd, web: int) -> int:
    """The handle of the lock, once nothing stands in the way; `folder` is root's own (view.own_folder)."""
    state_folder(home, owner)
    handle = lock(home)
    leftovers.stop(folder)
    ports(web)
    disk(home)
    return handle
