"""Dovecot: the only store of mail. IMAP for the webmail, LMTP for Postfix, SASL for submission."""

import base64
import pwd
import shlex
import signal
import sys
from pathlib import Path

from medimail.engines import family, probes, process
from medimail.engines.process import Service
from medimail.engines.render import render
from medimail.engines.site import Site, make_folder, write
from medimail.lib.imap_search import EVERYTHING

SOURCE = Path(__file__).resolve().parents[2]
READER = "* user=reader lrs\n"
"""Look, read and mark as seen (RFC 4314)."""


def prepare(site: Site) -> None:
    folder = site.home / "dovecot"
    keys = folder / "keys" / "default" / "HS256"
    for each in (keys, folder / "state"):
        make_folder(site, each)
    make_folder(site, site.run / "dovecot", 0o755)  # as Dovecot wants it; the home above stays closed
    # Dovecot looks for the key of a token without `azp` and `kid` as default/<algorithm>/default, in base64.
    write(site, keys / "default", base64.b64encode(site.secret("mail-token-key").encode()).decode())
    password = site.secret("mailserver-password")
    render(site, "dovecot-dict.conf", folder / "dict.conf", database=site.database, password=password)
    render(site, "dovecot-userdb.conf", folder / "userdb.conf")
    render(site, "dovecot-oauth2.conf", folder / "oauth2.conf")
    make_folder(site, folder / "virtual" / EVERYTHING.partition("/")[2])
    write(site, folder / "virtual" / EVERYTHING.partition("/")[2] / "dovecot-virtual", "*\n-Trash\n  all\n")
    write(site, folder / "answer", _answering(site))
    write(site, folder / "acl", READER)
    owner = pwd.getpwnam(site.account)
    render(
        site,
        "dovecot.conf",
        folder / "dovecot.conf",
        imap_port=site.imap_port,
        sieve_port=site.sieve_port,
        names_port=site.names_port,
        everything=EVERYTHING.partition("/")[0],
        hostname=site.hostname,
        postmaster=f"postmaster@{site.hostname}",
        web_port=site.web_port,
        delivery_key=site.secret("delivery-key"),
        doveadm_port=site.doveadm_port,
        doveadm_key=site.secret("doveadm-key"),
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        fsync="optimized" if site.durable else "never",
    )


def _answering(site: Site) -> str:
    """Dovecot starts it with nearly no environment."""
    known = ["PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8", f"PYTHONPATH={SOURCE}"]
    command = [sys.executable, "-m", "medimail.answering", str(site.home), str(site.submission_port)]
    return f'exec {shlex.join(["/usr/bin/env", "-i", *known, *command])} "$@"\n'


def service(site: Site) -> Service:
    return Service(
        name="dovecot",
        argv=["/usr/sbin/dovecot", "-F", "-c", str(site.home / "dovecot" / "dovecot.conf")],
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"},
        account=site.account,
        log=site.log / "dovecot.log",
        ready=lambda: _answers(site),
        stop=signal.SIGTERM,
        cwd=site.run / "dovecot",
    )


def forget_failures(site: Site) -> None:
    """After a lost connection each lookup process answers its next question with UNAVAILABLE, and backs off longer
    each time. The master replaces them at the next question.
    """
    for each in family.of(site.run / "dovecot"):
        if each.name == "dict":
            each.send(signal.SIGTERM)


def forget_silence(site: Site) -> None:
    """While the web server is away, the process that rings pauses longer and longer (up to a minute) between two tries
    and drops each event after two seconds; Dovecot 2.3 has no setting for it. Only that process knows of the failures,
    and the master replaces it.
    """
    _ask(site, "stats", signal.SIGTERM, patience=5)
    # Who has lost its connection to it soon after making it stays away for ten seconds. Without work SIGINT ends them.
    _ask(site, "lmtp", signal.SIGINT, patience=1)


def _ask(site: Site, name: str, number: signal.Signals, patience: float) -> None:
    # By descent: one that has delivered works wherever the last mailbox is.
    masters = [each.pid for each in family.of(site.run / "dovecot") if each.name == "dovecot"]
    parts = {part for master in masters for part in family.descendants(master) if part.name == name}
    process.ask(parts, number, patience)


def _answers(site: Site) -> bool:
    return probes.greets(site.imap_port, b"* OK") and probes.socket_greets(site.lmtp_socket, b"220 ")
