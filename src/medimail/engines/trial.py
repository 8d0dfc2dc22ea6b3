"""`./medimail test`: everything on two cores. A folder that starts engines is one lane: its tests share a house."""

import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from medimail.engines.console import complain, say

JOURNEYS = "tests/journeys"
WITH_ENGINES = ("tests/engines", "tests/wire", "tests/command")
NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    if arguments:
        return _pytest(arguments)
    apart = [f"--ignore={folder}" for folder in (*WITH_ENGINES, JOURNEYS)]
    results = {"unit": _phase("unit tests", ["-n", "2", "tests", *apart])}
    if _holds_tests(JOURNEYS):
        results["journeys"] = _phase("browser journeys", ["-n", "2", "--dist", "loadfile", JOURNEYS])
    if present := [folder for folder in WITH_ENGINES if _holds_tests(folder)]:
        results["engines"] = _phase("tests with engines", ["-n", "2", "--dist", "loadgroup", *present])
    failed = [name for name, status in results.items() if status not in {0, NOTHING_COLLECTED}]
    if failed:
        complain(f"tests failed: {', '.join(failed)}.")
    return 1 if failed else 0


def _holds_tests(folder: str) -> bool:
    return any(Path(folder).glob("**/test_*.py"))


def _phase(title: str, arguments: list[str]) -> int:
    say(f"── {title}")
    return _pytest(arguments)


def _pytest(arguments: list[str]) -> int:
    """An interruption is passed on, so that pytest ends its engines itself."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        child.send_signal(signal.SIGINT)

    child = subprocess.Popen([sys.executable, "-m", "pytest", *arguments])
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
