"""The Markdown of the terms as HTML, for the screen and for the printer."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Typed as plain spaces by whoever writes the terms; French ties these signs to their word.
_LOOSE = re.compile(r" (?=[:;!?»])|(?<=«) ")


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Reading:
    html: str
    headings: tuple[Heading, ...]


@lru_cache(maxsize=4)
def reading(text: str) -> Reading:
    """HTML in the source is shown as its characters: an operator's text runs nothing and fetches nothing."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = parser.parse(text)
    for token in tokens:
        for child in token.children or ():
            child.content = _LOOSE.sub("\N{NO-BREAK SPACE}", child.content)
    headings = tuple(_headings(tokens))
    return Reading(str(parser.renderer.render(tokens, parser.options, {})), headings)


def _headings(tokens: list[Token]) -> list[Heading]:
    """Each opening tag gets an anchor on the way."""
    found: list[Heading] = []
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor := f"titre-{len(found) + 1}")
            text = "".join(child.content for child in content.children or ())
            found.append(Heading(anchor, text, int(opening.tag[1])))
    return found
