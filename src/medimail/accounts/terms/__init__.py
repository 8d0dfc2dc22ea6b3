"""The terms of use that ship with this release: a model, published once in a house that has none."""

import re
from dataclasses import dataclass
from pathlib import Path

_TITLE = re.compile(r"\s*# +(?P<title>[^\n]+)\n(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    text: str
    """Markdown; articles are headings of the second level."""


def read(markdown: str) -> Source:
    """`ValueError` when the first line is no title (`# …`) or nothing follows it."""
    found = _TITLE.fullmatch(markdown.replace("\r\n", "\n"))
    if not found or not found["text"].strip():
        raise ValueError("The file must begin with a title (# …), and a text must follow it.")
    return Source(found["title"].strip(), found["text"].strip())


VERSION = "2026-12"


def shipped() -> Source:
    return read((Path(__file__).parent / f"{VERSION}.md").read_text(encoding="utf-8"))
