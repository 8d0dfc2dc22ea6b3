"""The virtual environment `.venv`, made from the locked requirements and redone when the lock changes."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from medimail.engines.console import Refusal, say

RUN = "requirements.txt"
DEVELOP = "requirements-dev.txt"


def ensure(root: Path, lock: str) -> Path:
    """The environment's interpreter, once everything in the lock file is installed."""
    folder = root / ".venv"
    with _alone(root):
        if not _complete(folder, root, lock):
            _install(folder, root, lock)
    return folder / "bin" / "python"


def _complete(folder: Path, root: Path, lock: str) -> bool:
    stamp = _stamp(folder, lock)
    return stamp.is_file() and stamp.read_text() == _fingerprint(root, lock)


def _install(folder: Path, root: Path, lock: str) -> None:
    say(f"Preparing the Python environment from {lock} (first time, or the lock changed)…")
    if not _usable(folder):
        _run([_interpreter(), "-m", "venv", "--clear", str(folder)], "the virtual environment could not be made")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    _run(
        [str(folder / "bin" / "python"), "-m", "pip", "install", *quiet, "--require-hashes", "-r", str(root / lock)],
        "the Python packages could not be installed. Check the network and the proxy settings, then run again",
    )
    # The stamp is written last: an interrupted installation has none and is done again.
    for each in {lock, RUN}:
        _stamp(folder, each).write_text(_fingerprint(root, each))


def _usable(folder: Path) -> bool:
    try:
        command = [str(folder / "bin" / "python"), "-m", "pip", "--version"]
        trial = subprocess.run(command, check=False, capture_output=True)
    except OSError:
        return False
    return trial.returncode == 0


def _interpreter() -> str:
    """Debian's own Python where it is recent enough: one under /root could not be run by the engines' account."""
    system = "/usr/bin/python3"
    try:
        command = [system, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        trial = subprocess.run(command, check=False)
    except OSError:
        return sys.executable
    return sys.executable if trial.returncode else system


def _run(command: list[str], sentence: str) -> None:
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        full = "No space left" in done.stdout
        lines = [line for line in done.stdout.splitlines() if line.strip()][-8:]
        said = "the disk is full. Free some space and run again" if full else sentence
        raise Refusal(f"{said}.\n" + "\n".join(f"  | {line}" for line in lines))


def _stamp(folder: Path, lock: str) -> Path:
    return folder / f"medimail-{lock}.sha256"


def _fingerprint(root: Path, lock: str) -> str:
    return hashlib.sha256((root / lock).read_bytes()).hexdigest()


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Two commands at once must not install into one folder; the lock dies with its process."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
