"""What the one command does before the virtual environment exists: standard library only."""

import argparse
import errno
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from medimail.engines import account, packages, preflight, venv, view
from medimail.engines.console import Refusal, complain, say

ROOT = Path(__file__).resolve().parents[3]
PORT = 8000
USAGE = """./medimail up [--port N] [--no-demo]   start a whole operator on this machine; Ctrl-C stops it
./medimail check                       lint, types, layers, laws of the house
./medimail test [pytest arguments]     unit, wire and browser tests
./medimail bench                       speed against the floor
./medimail COMMAND                     a management command of Django, e.g. showmigrations"""


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        say(USAGE)
        return 0
    verb, rest = arguments[0], arguments[1:]
    verbs: dict[str, Callable[[list[str]], int]] = {"up": up, "test": test, "check": check, "bench": bench}
    try:
        return verbs[verb](rest) if verb in verbs else manage(arguments)
    except Refusal as refusal:
        complain(str(refusal))
    except OSError as error:
        complain(about(error))
    except KeyboardInterrupt:
        complain("interrupted.")
    return 1


def about(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full. Free some space and run again."
    return f"{error.strerror or error}: {error.filename or 'no file'}. Correct this and run again."


def up(arguments: list[str]) -> int:
    asked = _options(arguments)
    preflight.root_only()
    home = _home()
    folder = view.own_folder(home)
    owner = account.ensure()
    handle = preflight.all_checks(folder, home, owner, asked.port)
    demo = preflight.mode(home, not asked.no_demo, os.environ.get("MEDIMAIL_OPERATOR_EMAIL", ""))
    if demo:
        preflight.port(asked.port + preflight.SANDBOX, "stand-in of Pro Santé Connect")
    packages.ensure(packages.VENV + packages.ENGINES + packages.PRINTING)
    venv.ensure(ROOT, venv.RUN)
    say(f"Medimail keeps its state in {home}")
    here = view.plan(ROOT, home)
    settings = {
        "MEDIMAIL_HOME": str(here.home),
        "MEDIMAIL_OWN_FOLDER": str(folder),
        "MEDIMAIL_SHOWN_HOME": str(home),
        "MEDIMAIL_LOCK": str(handle),
        "MEDIMAIL_WEB_PORT": str(asked.port),
        "MEDIMAIL_DEMO": "yes" if demo else "no",
    }
    return _become(here, home, ["medimail.engines.up"], settings)


def test(arguments: list[str]) -> int:
    preflight.root_only()
    account.ensure()
    packages.ensure(packages.VENV + packages.ENGINES + packages.PRINTING + packages.BROWSER + packages.SAML)
    venv.ensure(ROOT, venv.DEVELOP)
    return _become_open(["medimail.engines.trial", *arguments])


def check(arguments: list[str]) -> int:
    packages.ensure(packages.VENV)
    venv.ensure(ROOT, venv.DEVELOP)
    return _become(view.View(ROOT, ROOT), ROOT, ["medimail.engines.check", *arguments])


def bench(arguments: list[str]) -> int:
    preflight.root_only()
    account.ensure()
    compared = packages.ROUNDCUBE if "webmail" in arguments else []
    packages.ensure(packages.VENV + packages.ENGINES + packages.PRINTING + compared)
    venv.ensure(ROOT, venv.DEVELOP)
    return _become_open(["bench", *arguments])


def manage(arguments: list[str]) -> int:
    """Django's commands, with the settings of the last `up`; as root inside the same view as the engines."""
    packages.ensure(packages.VENV)
    venv.ensure(ROOT, venv.RUN)
    home = _home()
    arguments = [arguments[0].replace("-", "_"), *arguments[1:]]  # a command is a module, typed with dashes
    if not (home / "site.env").is_file():
        return _become(view.View(ROOT, home), home, ["medimail", *arguments])
    here = view.plan(ROOT, home) if os.geteuid() == 0 else view.View(ROOT, home)
    return _become(here, home, ["medimail", *arguments], _site_settings(home))


def _become_open(module: list[str]) -> int:
    """Tests and measures make their own state folders; only the repository may have to be shown to the account."""
    folder = Path(tempfile.gettempdir())
    return _become(view.plan(ROOT, folder), folder, module)


def _become(here: view.View, home: Path, module: list[str], settings: dict[str, str] | None = None) -> int:
    """Replaces this process, which keeps its id: a signal sent to `./medimail` reaches what it became."""
    path = os.pathsep.join(str(here.root / folder) for folder in ("src", "."))
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "medimail.config.settings"} | (settings or {})
    # -P: a file of the caller's folder must not stand in for a module.
    command = [*_from(here, module), str(here.root / ".venv/bin/python"), "-P", "-m", *module]
    wrapped = view.inside(ROOT, home, here, command)
    sys.stdout.flush()
    os.execvpe(wrapped[0], wrapped, environment | {"PYTHONPATH": path})  # noqa: S606


def _from(here: view.View, module: list[str]) -> list[str]:
    """Tools read their files from the repository as the view shows it; management commands stay where the caller is."""
    return [] if module[0] in {"medimail", "medimail.engines.up"} else ["env", f"--chdir={here.root}"]


def _site_settings(home: Path) -> dict[str, str]:
    # The engines' account can write this file, and root acts on it: no LD_PRELOAD and the like may come from there.
    lines = (home / "site.env").read_text(errors="replace").replace("\0", "").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and line.startswith("MEDIMAIL_"))


def _home() -> Path:
    return Path(os.environ.get("MEDIMAIL_HOME") or ROOT / "var").resolve()


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("./medimail up", description="Start a whole Medimail operator on this machine.")
    parser.add_argument("--port", type=int, default=PORT, help=f"port of the sign-in pages (default {PORT})")
    parser.add_argument("--no-demo", action="store_true", help="start empty; needs MEDIMAIL_OPERATOR_EMAIL")
    return parser.parse_args(arguments)
