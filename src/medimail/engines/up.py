"""`./medimail up`, once the packages, the virtual environment and the view exist."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from medimail.engines import applications, bootstrap, preflight, table
from medimail.engines.console import Refusal, complain, say
from medimail.engines.site import Site, create_home, write, write_env
from medimail.engines.stack import EngineError
from medimail.engines.supervisor import Supervisor

OWN = (
    "MEDIMAIL_OWN_FOLDER",
    "MEDIMAIL_SHOWN_HOME",
    "MEDIMAIL_LOCK",
    "MEDIMAIL_WEB_PORT",
    "MEDIMAIL_OPERATOR_EMAIL",
    "MEDIMAIL_DURABLE",
)
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stop(BaseException):
    """SIGTERM, Ctrl-C or a closed terminal."""


def main() -> int:
    for each in SIGNALS:
        signal.signal(each, _stop)
    site = _site()
    supervisor = Supervisor(site, Path(os.environ["MEDIMAIL_OWN_FOLDER"]))
    status = 1
    try:
        _start(site, supervisor)
        supervisor.watch()
    except Stop:
        status = 0
    except (Refusal, EngineError, ValueError) as failure:
        complain(str(failure))
    except OSError as error:
        complain(bootstrap.about(error))
    finally:
        # A second Ctrl-C must not leave half of the engines running.
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        say("Stopping…")
        supervisor.stop()
    say("Everything is stopped.")
    return status


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _site() -> Site:
    settings = {name: value for name, value in os.environ.items() if name.startswith("MEDIMAIL_") and name not in OWN}
    return Site(
        home=Path(os.environ["MEDIMAIL_HOME"]),
        web_port=int(os.environ["MEDIMAIL_WEB_PORT"]),
        demo=os.environ["MEDIMAIL_DEMO"] == "yes",
        durable=os.environ.get("MEDIMAIL_DURABLE") != "no",
        relay=os.environ.get("MEDIMAIL_RELAY", ""),
        extra=settings,
    )


def _start(site: Site, supervisor: Supervisor) -> None:
    create_home(site)
    write_env(site)
    supervisor.start("postgres")
    supervisor.wait()
    # These read no table before someone asks them, and nobody can yet.
    supervisor.start("dovecot", "policy", "names", *(["sandbox"] if site.demo else []))
    _run(site, "Bringing the database to this release…", "upgrade")
    _first_start(site)
    supervisor.start("postfix", "web", "live")
    supervisor.wait()
    # The first letters of a demonstration ring: the door must be open.
    supervisor.start("worker")
    supervisor.wait()
    engines = [(each.name, "ready") for each in supervisor.watched]
    shown = os.environ.get("MEDIMAIL_SHOWN_HOME", str(site.home))
    say(table.render(f"{site.public_url}/", engines, table.read_accounts(site.home), shown))


def _first_start(site: Site) -> None:
    done = site.home / preflight.MODE_FILE
    if done.exists():
        return
    if site.demo:
        _run(site, "Loading the demonstration…", "load_demo")
    else:
        address = os.environ["MEDIMAIL_OPERATOR_EMAIL"]
        say(f"  {_run(site, 'Creating the first operator…', 'create_operator', address).strip()}")
    write(site, done, "demo" if site.demo else "empty")


def _run(site: Site, telling: str, *command: str) -> str:
    say(telling)
    done = subprocess.run(
        [sys.executable, "-m", "medimail", *command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=site.home / "work",
        env=dict(applications.policy(site).env),
        user=site.account,
        group=site.account,
        extra_groups=[],
        umask=0o077,
        start_new_session=True,
    )
    if done.returncode:
        lines = "\n".join(done.stdout.splitlines()[-15:])
        raise Refusal(f"`{command[0]}` failed. Its last lines:\n{lines}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
