"""The laws of docs/architecture.md that no other tool keeps: sizes, names, and who may touch the tables."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "medimail"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
DOMAIN = (
    *("audit", "notifications", "directory", "accounts", "mailboxes", "trust", "mail", "enrolment", "servicedesk"),
    *("regions", "appointments", "publication", "contacts", "structures", "shared_boxes", "labels", "refiling"),
    *("idleness", "usage", "teamwork", "deliveries", "stationery", "rules", "transfers"),
)
OF_HTTP = ("django.http", "django.shortcuts", "django.views", "django.urls")
# `.update(…)` is a word of dictionaries too, so it is not watched.
WRITING = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "delete"}
WRITERS = {
    # The worker's.
    "deliveries/reminding.py",
    *(
        "mail/arrivals.py",
        "mail/correspondents.py",
        "mail/filing.py",
        "mail/growing.py",
        "mail/sending.py",
        "notifications/tasks.py",
        "servicedesk/tasks.py",
    ),
    "accounts/models/user.py",  # how any account is made
    "accounts/session_store.py",  # where Django keeps sessions
    "web/mail/composing.py",  # saves a draft, which is no row
    "web/federation/saml/views.py",  # a portal's answer waits in a session of its own
}
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py"}


def functions() -> Iterator[tuple[str, int]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}", length


def imports() -> Iterator[tuple[Path, str]]:
    """Each module file of ours with the dotted name of what it imports."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                origin = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                yield from ((path.relative_to(SOURCE), f"{origin}{alias.name}") for alias in node.names)


def test_files_stay_small() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert [str(path) for path, length in lengths.items() if length > 500] == []
    assert statistics.median(length for length in lengths.values() if length) <= 80


def test_functions_stay_small() -> None:
    found = list(functions())
    assert [name for name, length in found if length > 60] == []
    assert statistics.median(length for _, length in found) <= 10


def test_no_drawer_for_everything() -> None:
    assert [str(path) for path in MODULES if path.name in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("room", ["web", "api"])
def test_pages_and_contracts_never_touch_tables(room: str) -> None:
    touching = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path, tree in TREES.items()
        if path.is_relative_to(SOURCE / room)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert touching == []


def test_rows_are_written_by_actions_and_background_work_alone() -> None:
    writing = {
        str(path.relative_to(SOURCE))
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
    }
    assert [name for name in sorted(writing - WRITERS) if "/actions" not in name] == []


def test_domain_rooms_know_nothing_of_http() -> None:
    knowing = [found for found in imports() if found[0].parts[0] in DOMAIN and found[1].startswith(OF_HTTP)]
    assert knowing == []


def test_business_rules_ride_on_no_signal() -> None:
    receiving = [found for found in imports() if found[1].startswith("django.dispatch") or ".signals" in found[1]]
    assert receiving == []


def test_the_repository_speaks_of_the_project_alone() -> None:
    """Lock files carry hashes and no addresses; no path of one machine."""
    root = SOURCE.parents[1]
    # Each in two pieces, or this very file would break the law.
    pieces = [
        ("/wo", "rk/"),
        ("py", "pi.org"),
        ("pythonhos", "ted.org"),
        ("registry.np", "mjs.org"),
        ("deb.deb", "ian.org"),
    ]
    words = ["".join(pair) for pair in pieces]
    patterns = ("*.py", "*.txt", "*.md", "*.in", "*.toml", "*.conf", "*.cf", "*.html", "*.js", "*.css")
    texts = [path for pattern in patterns for path in root.rglob(pattern)]
    own = [path for path in texts if not {".venv", "var", ".git"} & set(path.relative_to(root).parts)]
    assert [str(path) for path in own if any(word in path.read_text(encoding="utf-8") for word in words)] == []
