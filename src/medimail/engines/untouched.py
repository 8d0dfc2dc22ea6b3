"""Keeps the machine's own mail and database services as they are while packages are installed.

Debian starts a service, enables its unit and creates a database cluster at installation. Two files
forbid that for the time it takes, put back as they were when it ends or fails, and the new units are disabled.
"""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from medimail.engines.console import say

POLICY = Path("/usr/sbin/policy-rc.d")
POLICY_BEFORE = Path("/usr/sbin/policy-rc.d.before-medimail")
MARK = "# written by medimail for the time of one installation"
CLUSTER = Path("/etc/postgresql-common/createcluster.d/medimail.conf")
UNITS = {
    "postgresql": ["postgresql.service"],
    "dovecot-imapd": ["dovecot.service", "dovecot.socket"],
    "postfix": ["postfix.service", "postfix-resolvconf.path"],
    "nginx-light": ["nginx.service"],
    "php-fpm": ["php8.2-fpm.service"],
}


@contextlib.contextmanager
def services(packages: list[str]) -> Iterator[None]:
    """No service starts and no cluster appears inside; units of these new packages are disabled afterwards."""
    with _signals_wait(), contextlib.ExitStack() as undo:
        undo.callback(_disable, packages)
        undo.callback(CLUSTER.unlink, missing_ok=True)
        undo.callback(_restore_policy)
        _forbid_starting()
        CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER.write_text("create_main_cluster = false\n")
        yield


def _forbid_starting() -> None:
    _restore_policy()
    if POLICY.exists() or POLICY.is_symlink():
        POLICY.rename(POLICY_BEFORE)
    POLICY.write_text(f"#!/bin/sh\n{MARK}\nexit 101\n")
    POLICY.chmod(0o755)


def _restore_policy() -> None:
    """Also heals what a killed installation left."""
    if POLICY.is_file() and MARK in POLICY.read_text(errors="replace"):
        POLICY.unlink()
    if POLICY_BEFORE.exists() or POLICY_BEFORE.is_symlink():
        POLICY_BEFORE.rename(POLICY)


def _disable(packages: list[str]) -> None:
    units = [unit for package in packages for unit in UNITS.get(package, [])]
    # Debian's helper works where systemd is not installed yet, and refuses to run for nobody's package.
    environment = os.environ | {"DPKG_MAINTSCRIPT_PACKAGE": "postfix"}
    for tool in ("systemctl", "deb-systemd-helper") if units else ():
        with contextlib.suppress(FileNotFoundError):
            subprocess.run([tool, "disable", *units], check=False, capture_output=True, env=environment)


@contextlib.contextmanager
def _signals_wait() -> Iterator[None]:
    """Half an installation is worse than a late answer: the signal is obeyed once Debian's tools have ended."""
    received: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        say("  finishing the installation step first, then stopping…")

    before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if received:
            raise SystemExit(128 + received[0])
