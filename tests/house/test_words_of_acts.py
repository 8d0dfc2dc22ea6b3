"""Each act that the code traces has a French name in the register: a new one cannot be forgotten."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from medimail.web.audit_pages.words import ACTS, KINDS, NAMES

SRC = Path(__file__).parents[2] / "src" / "medimail"
Calls = dict[str, list[tuple[ast.Call, ast.FunctionDef]]]


def calls() -> Calls:
    """By name, each with the function it stands in."""
    found: Calls = defaultdict(list)
    for path in sorted(SRC.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                for one in ast.walk(function):
                    if isinstance(one, ast.Call):
                        found[_called(one)].append((one, function))
    return found


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def acts(all_calls: Calls, name: str, place: int, word: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Patterns of what all calls say at this place; what is passed on is looked for where that function is called."""
    if name in seen:
        return
    for call, inside in all_calls[name]:
        said = call.args[place] if len(call.args) > place else {one.arg: one.value for one in call.keywords}.get(word)
        for piece in [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]:
            if isinstance(piece, ast.Constant):
                yield re.escape(str(piece.value))
            elif isinstance(piece, ast.JoinedStr):
                yield "".join(
                    re.escape(str(one.value)) if isinstance(one, ast.Constant) else "[a-z_]+" for one in piece.values
                )
            elif isinstance(piece, ast.Name) and (at := _place(inside, piece.id)) is not None:
                yield from acts(all_calls, inside.name, at, piece.id, seen | {name})


def _place(function: ast.FunctionDef, name: str) -> int | None:
    names = [one.arg for one in function.args.args]
    return names.index(name) if name in names else None


def test_every_act_has_a_name() -> None:
    found = {pattern for pattern in acts(calls(), "trace", 1, "action") if "." in pattern}
    assert len(found) > 100, "the code is read no more"
    assert sorted(one for one in found if not any(re.fullmatch(one, name) for name in NAMES)) == []


def test_kinds_and_acts_go_together() -> None:
    assert ACTS.keys() == KINDS.keys()
    assert len(NAMES) == sum(map(len, ACTS.values())), "an act of two kinds"
