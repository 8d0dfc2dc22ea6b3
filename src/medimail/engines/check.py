"""`./medimail check`: every rule a tool can keep, all of them even when the first one fails."""

import os
import subprocess
import sys

from medimail.engines.console import complain, say

IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "mypy --strict": ["-m", "mypy"],
    "import-linter": ["-c", IMPORTS],
    "house test": ["-m", "pytest", "tests/house"],
}
# The static checks start no engine: settings load without secrets, and the tests' own database stays off.
STATIC = {"MEDIMAIL_CHECKING": "yes", "MEDIMAIL_DB_HOST": "none"}


def main() -> int:
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if failed:
        complain(f"failed: {', '.join(failed)}. The reasons are above.")
        return 1
    say("All checks pass.")
    return 0


def _passes(name: str, command: list[str]) -> bool:
    say(f"── {name}")
    return subprocess.run([sys.executable, *command], check=False, env=os.environ | STATIC).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
