"""Our own programs, and the outside world of a demonstration. Same interpreter as the caller, without its rights."""

import datetime
import signal
import sys
from pathlib import Path

import psycopg

from medimail.engines import postgres, probes
from medimail.engines.process import Service
from medimail.engines.site import PSC_DISCOVERY, Site, make_folder

PORTAL = "guyasis"  # the demonstration's portal, as the house calls it
SOURCE = Path(__file__).resolve().parents[2]

# glibc keeps for each thread what its largest answer needed: 370 MB after twelve files of 30 MB, 150 MB with these two.
_LEAN = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072"}


def prepare(site: Site) -> None:
    for name in ("web", "live", "worker", "policy", "names", "sandbox"):
        make_folder(site, site.home / "work" / name)


def web(site: Site) -> Service:
    command, ready = ["medimail.config.server", str(site.web_port)], probes.serves_pages
    more = {"MEDIMAIL_DB_POOL": "yes", **_LEAN}
    return _service(site, "web", command, lambda: ready(site.web_port), more)


def live(site: Site) -> Service:
    command = ["uvicorn", "medimail.config.live:application", "--host", "127.0.0.1", "--port", str(site.live_port)]
    # Open pages would keep it from stopping: they come back by themselves.
    quiet = ["--no-access-log", "--no-proxy-headers", "--no-server-header", "--log-level", "warning"]
    patience = ["--timeout-graceful-shutdown", "1"]
    ready = probes.serves_pages
    return _service(site, "live", [*command, *quiet, *patience], lambda: ready(site.live_port), {})


def worker(site: Site) -> Service:
    since = datetime.datetime.now(datetime.UTC)
    # A job that takes long (a national file, a whole box) must not hold back the letter of a message that arrives.
    command = ["medimail", "procrastinate", "worker", "--concurrency", "3"]
    return _service(site, "worker", command, lambda: _beats(site, since), {})


def policy(site: Site) -> Service:
    return _service(
        site, "policy", ["medimail", "policy_service"], lambda: probes.socket_accepts(site.policy_socket), {}
    )


def names(site: Site) -> Service:
    command = ["medimail.attachment_names", str(site.names_port)]
    return _service(site, "names", command, lambda: probes.serves_pages(site.names_port), {})


def sandbox(site: Site) -> Service:
    """Stand-ins of Pro Santé Connect and of a portal, which the demonstration signs people in with."""
    back = f"{site.public_url}/connexion/avec"
    known = {
        "--port": str(site.sandbox_port),
        "--client-secret-file": str(site.home / "secrets" / "psc-client-secret"),
        "--redirect": f"{back}/psc/retour/",
        "--portal-redirect": f"{back}/{PORTAL}/retour/",
        "--after-logout": f"{site.public_url}/connexion/",
    }
    command = ["medimail.sandbox", *(word for pair in known.items() for word in pair)]
    return _service(site, "sandbox", command, lambda: probes.finds(site.sandbox_port, PSC_DISCOVERY), {})


def _service(site: Site, name: str, module: list[str], ready: probes.Probe, env: dict[str, str]) -> Service:
    return Service(
        name=name,
        argv=[sys.executable, "-m", *module],
        env=_environment(site) | env,
        account=site.account,
        log=site.log / f"{name}.log",
        ready=ready,
        stop=signal.SIGTERM,
        cwd=site.home / "work" / name,
    )


def _environment(site: Site) -> dict[str, str]:
    return site.environment() | {
        "DJANGO_SETTINGS_MODULE": "medimail.config.settings",
        "PYTHONPATH": str(SOURCE),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "HOME": str(site.home / "work"),
    }


def _beats(site: Site, since: datetime.datetime) -> bool:
    """The worker writes a heartbeat; one from before this start is its predecessor's."""
    try:
        with postgres.connect(site, "medimail") as link:
            query = "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat >= %s)"
            return link.execute(query, [since]).fetchone() == (True,)
    except psycopg.Error:
        return False
