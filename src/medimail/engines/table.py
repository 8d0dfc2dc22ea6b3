"""The one table `up` prints when the house stands."""

import json
from collections.abc import Iterable
from pathlib import Path

ACCOUNTS = "demo-accounts.json"


def render(url: str, engines: Iterable[tuple[str, str]], accounts: list[dict[str, str]], shown_home: str) -> str:
    rows = [("Sign in at", url), *engines]
    width = max(len(left) for left, _ in rows)
    lines = [f"  {left.ljust(width)}   {right}" for left, right in rows]
    if accounts:
        lines += ["", *_account_lines(accounts), ""]
        lines += [f"  Also in {shown_home}/{ACCOUNTS}. What they receive elsewhere: {url}demo/courriels/"]
    rule = "─" * max(len(line) for line in lines)
    return "\n".join([rule, *lines, rule, "Ctrl-C stops everything."])


def read_accounts(home: Path) -> list[dict[str, str]]:
    """The demo accounts; none when the house was started empty."""
    try:
        loaded = json.loads((home / ACCOUNTS).read_text())
    except FileNotFoundError:
        return []
    return [{key: str(value or "") for key, value in entry.items()} for entry in loaded]


def _account_lines(accounts: list[dict[str, str]]) -> list[str]:
    columns = ["role", "email", "password", "mailbox"]
    widths = {key: max(len(key), *(len(entry.get(key, "")) for entry in accounts)) for key in columns}
    entries = [{key: key for key in columns}, *accounts]
    return ["  " + "  ".join(each.get(key, "").ljust(widths[key]) for key in columns).rstrip() for each in entries]
