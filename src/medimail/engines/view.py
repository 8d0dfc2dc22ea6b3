"""Makes the repository and the state folder reachable by the engines' account.

A clone under /root (0700) is what a newcomer makes, and the engines do not run as root. The command then runs inside a
private mount namespace where both folders appear under /run/medimail; nothing changes for the rest of the machine.
"""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from medimail.engines.account import ACCOUNT
from medimail.engines.console import Refusal
from medimail.engines.site import LONGEST_HOME, SAFE_PATH

BASE = Path("/run/medimail")
MOUNT = 'mount --bind "$1" "$2" && mount --bind "$3" "$4" && shift 4 && exec "$@"'


@dataclass(frozen=True)
class View:
    """Where the two folders are for the engines; `moved` when a mount namespace is needed for it."""

    root: Path
    home: Path
    moved: bool = False


def plan(root: Path, home: Path) -> View:
    """Creates the two mount points when they are needed.

    Raises `Refusal` when the account cannot be let in.
    """
    plain = len(str(home)) <= LONGEST_HOME and SAFE_PATH.fullmatch(str(home))
    if plain and _reachable(root, "src/medimail/__init__.py") and _reachable(home, "."):
        return View(root, home)
    own = own_folder(home)
    view = View(own / "code", own / "state", moved=True)
    for folder in (view.root, view.home):
        folder.mkdir(mode=0o755, exist_ok=True)
    _try(root, home, view)
    return view


def own_folder(home: Path) -> Path:
    """Root's own folder beside a state folder, where the engines' account can plant no file; empty after a reboot."""
    folder = BASE / hashlib.sha256(str(home).encode()).hexdigest()[:10]
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    return folder


def inside(root: Path, home: Path, view: View, command: list[str]) -> list[str]:
    """The command, wrapped so that it runs where the view exists and keeps its process id."""
    if not view.moved:
        return command
    mounts = [str(root), str(view.root), str(home), str(view.home)]
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", MOUNT, "medimail", *mounts, *command]


def _try(root: Path, home: Path, view: View) -> None:
    trial = inside(root, home, view, _as_account(view.root / "src/medimail/__init__.py", view.home))
    done = subprocess.run(trial, check=False, capture_output=True, text=True, cwd="/")
    if done.returncode == 0:
        return
    if "mount" in done.stderr or "unshare" in done.stderr:
        raise Refusal(
            f"the account {ACCOUNT} cannot reach {root} or {home}, and this system does not permit a private mount. "
            f"Clone into a folder open to all, such as /opt/medimail, and set MEDIMAIL_HOME to a short path "
            f"of at most {LONGEST_HOME} characters."
        )
    raise Refusal(f"the account {ACCOUNT} may not read the files of {root}. Run: chmod -R go+rX {root}")


def _reachable(folder: Path, entry: str) -> bool:
    trial = _as_account(folder / entry, folder)
    return subprocess.run(trial, check=False, capture_output=True, cwd="/").returncode == 0


def _as_account(readable: Path, enterable: Path) -> list[str]:
    drop = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"]
    return [*drop, "test", "-r", str(readable), "-a", "-x", str(enterable)]
