"""French typography of what people read: no line begins with « ? » because an ordinary space stood before it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "medimail" / "web"
LOOSE = re.compile(r"[\w…»)] [?!;:](?=[\s.,)]|$)|\S »|« ")
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<style.*?</style>|<[^>]*>", re.DOTALL)


def sentences(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield CODE.sub("…", re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL))
        return
    tree = ast.parse(text)
    told_to_readers_of_code = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in told_to_readers_of_code:
            yield one.value


@pytest.mark.parametrize("suffix", ["html", "txt", "py"])
def test_a_mark_is_never_parted_from_its_word(suffix: str) -> None:
    loose = [
        f"{path.relative_to(WEB)}: {found[0]!r} in {sentence[max(0, found.start() - 30) : found.end() + 10]!r}"
        for path in WEB.rglob(f"*.{suffix}")
        for sentence in sentences(path)
        for found in LOOSE.finditer(sentence)
    ]
    assert loose == []
