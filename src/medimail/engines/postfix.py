"""Postfix: takes mail from peers and the webmail, queues it, hands it to Dovecot. Nothing leaves the machine yet."""

import os
import signal
from pathlib import Path

from medimail.engines import family, probes, tls
from medimail.engines.process import Service
from medimail.engines.render import render
from medimail.engines.site import Site, acting_as, make_folder

QUEUE = (
    *("active", "bounce", "corrupt", "defer", "deferred", "flush"),
    *("hold", "incoming", "maildrop", "private", "saved", "trace"),
)
MAPS = {
    "domains": "SELECT name FROM mailserver.domains WHERE name = lower('%s')",
    "mailboxes": "SELECT address FROM mailserver.mailboxes WHERE address = lower('%s')",
    "senders": "SELECT login FROM mailserver.sender_rights WHERE sender = lower('%s')",
    "hosted": "SELECT 'OK' FROM mailserver.domains WHERE name = lower('%d')",
    "internal": "SELECT 'REJECT 5.7.1 boite reservee aux echanges internes' FROM mailserver.mailboxes"
    " WHERE address = lower('%s') AND NOT external",
}


def prepare(site: Site) -> None:
    tls.prepare(site)
    folder = site.home / "postfix"
    queue = folder / "queue"
    for each in (folder / "maps", folder / "data", *(queue / name for name in QUEUE)):
        make_folder(site, each)
    for each in (queue, queue / "pid", queue / "public"):
        make_folder(site, each, 0o755)
    with acting_as(site.account):
        (site.log / "postfix.log").touch(mode=0o600)
    for name, query in MAPS.items():
        _map(site, folder / "maps" / name, query)
    render(site, "postfix-bounce.cf", folder / "bounce.cf")
    _main(site, folder)
    ports = {"smtp_port": site.smtp_port, "submission_port": site.submission_port}
    render(site, "postfix-master.cf", folder / "master.cf", **ports)
    # Postfix waits two seconds on a file just written, in case its writer is not done; ours appear whole.
    with acting_as(site.account):
        for each in (folder / "main.cf", *(folder / "maps" / name for name in MAPS)):
            os.utime(each, (0, 0))


def service(site: Site) -> Service:
    folder = site.home / "postfix"
    # The start script would read and repair the machine's own Postfix folders; the master alone touches only ours.
    return Service(
        name="postfix",
        argv=["/usr/lib/postfix/sbin/master", "-c", str(folder), "-s"],
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "MAIL_CONFIG": str(folder)},
        account=None,
        log=site.log / "postfix.log",
        # The submission port greets only once Dovecot answers; mail of peers must not wait for that.
        ready=lambda: probes.greets(site.smtp_port, b"220 "),
        stop=signal.SIGTERM,
        cwd=folder / "queue",
    )


def forget_failures(site: Site) -> None:
    """After one failure Postfix leaves a database alone for a minute and has no setting for it: only its lookup
    processes know of the failure, and the master replaces them at the next question. A reload would do it too, but
    it parks for a minute what is being delivered.
    """
    for each in family.of(site.home / "postfix" / "queue"):
        if each.name == "proxymap":
            each.send(signal.SIGTERM)


def _map(site: Site, path: Path, query: str) -> None:
    password = site.secret("mailserver-password")
    render(site, "postfix-map.cf", path, database=site.database, password=password, query=query)


def _main(site: Site, folder: Path) -> None:
    quick = site.demo or not site.durable
    render(
        site,
        "postfix-main.cf",
        folder / "main.cf",
        hostname=site.hostname,
        lmtp=site.lmtp_socket,
        sasl=site.sasl_socket,
        policy=site.policy_socket,
        first_retry="5s" if quick else "60s",
        last_retry="60s" if quick else "1h",
    )
