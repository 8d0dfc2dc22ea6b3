"""What the operator reads while the one command works."""

import contextlib
import sys


class Refusal(Exception):
    """One clear sentence for the operator; the command prints it and ends with status 1."""


def say(text: str) -> None:
    # A closed terminal must not keep the engines from being stopped.
    with contextlib.suppress(OSError, ValueError):
        print(text, flush=True)


def complain(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(f"medimail: {text}", file=sys.stderr, flush=True)
