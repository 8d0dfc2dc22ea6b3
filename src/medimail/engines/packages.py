"""Debian packages the engines need, installed without touching the machine's own services."""

import os
import re
import subprocess

from medimail.engines import untouched
from medimail.engines.console import Refusal, say

VENV = ["python3-venv"]
ENGINES = [
    "postgresql",
    "dovecot-imapd",
    "dovecot-lmtpd",
    "dovecot-sieve",
    "dovecot-managesieved",
    "dovecot-pgsql",
    "dovecot-fts-xapian",
    "postfix",
    "postfix-pgsql",
    "postfix-lmdb",
]
PRINTING = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]  # the terms of use as a PDF
BROWSER = ["chromium", "fonts-dejavu-core", "libatomic1"]  # the last one for the driver inside playwright
SAML = ["xmlsec1"]  # the identity provider of the tests signs with it
# The webmail that `./medimail bench webmail` measures beside ours.
ROUNDCUBE = ["roundcube-core", "roundcube-sqlite3", "nginx-light", "php-fpm"]
ANSWERS = {
    "postfix": "postfix postfix/main_mailer_type select No configuration\n",
    "roundcube-core": "roundcube-core roundcube/dbconfig-install boolean false\n",
}


def ensure(wanted: list[str]) -> None:
    absent = missing(wanted)
    if not absent:
        return
    if os.geteuid():
        raise Refusal(f"these Debian packages are missing: {' '.join(absent)}. Run the same command as root.")
    say(f"Installing Debian packages (first time only): {' '.join(absent)}")
    say("  reading the package lists…")
    lists = _apt("update").stdout
    _refuse_removals(absent, lists)
    say("  downloading; this takes a minute or two…")
    _must(_apt("--download-only", "--no-install-recommends", "install", *absent), "the packages could not be fetched")
    _install(absent)


def missing(wanted: list[str]) -> list[str]:
    try:
        query = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted],
            check=False,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise Refusal("this is not a Debian system: Medimail needs Debian 12 and its packages.") from None
    installed = {line.split()[0] for line in query.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in installed]


def _apt(*arguments: str) -> subprocess.CompletedProcess[str]:
    # The lock is waited for: a fresh machine often updates itself in its first minutes.
    return subprocess.run(
        ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "NEEDRESTART_SUSPEND": "1"},
        start_new_session=True,
    )


def _refuse_removals(absent: list[str], lists: str) -> None:
    plan = _apt("--simulate", "--no-install-recommends", "install", *absent)
    _must(plan, "Debian's packages cannot be installed here", lists)
    removed = re.findall(r"^Remv (\S+)", plan.stdout, re.MULTILINE)
    if removed:
        raise Refusal(
            f"Debian would remove {', '.join(removed)} to install {' '.join(absent)}, and Medimail removes nothing of "
            "yours. Remove it yourself if it is not used, or choose another machine."
        )


def _install(absent: list[str]) -> None:
    say("  unpacking…")
    with untouched.services(absent):
        if answers := "".join(ANSWERS.get(package, "") for package in absent):
            subprocess.run(["debconf-set-selections"], input=answers, text=True, check=True)
        done = _apt("--no-install-recommends", "--no-remove", "install", *absent)
    _must(done, "the Debian packages could not be installed")
    say("  Debian packages are in place; the machine's own services were not started.")


def _must(done: subprocess.CompletedProcess[str], what: str, said_before: str = "") -> None:
    if not done.returncode:
        return
    output = said_before + done.stdout
    known = (sentence for pattern, sentence in _REASONS if re.search(pattern, output, re.IGNORECASE))
    lines = [line for line in output.splitlines() if line.strip()][-8:]
    raise Refusal(f"{what}: {next(known, 'apt-get says why')}.\n" + "\n".join(f"  | {line}" for line in lines))


_REASONS = [
    (r"no space left|not enough free space", "the disk is full. Free some space and run again"),
    (
        r"could not resolve|failed to fetch|connection (failed|refused|timed out)|network is unreachable",
        "the network does not answer. Check the connection and the proxy settings, then run again",
    ),
    (r"unable to locate package", "this system does not offer them. Medimail needs Debian 12"),
    (r"could not get lock|unable to acquire", "another installation is running. Let it end, then run again"),
    (r"dpkg was interrupted", "an earlier installation was interrupted. Run: dpkg --configure -a"),
]
