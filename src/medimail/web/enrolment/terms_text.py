"""The terms are published as plain text; on a page their titles become headings."""

import re
from dataclasses import dataclass

_TITLE = re.compile(r"(Préambule|Table des matières|Annexe.*|Article \d+(\.\d+)?\.? .*)")
_LOOSE = re.compile(r" (?=[:;!?»])|(?<=«) ")


@dataclass(frozen=True, slots=True)
class Block:
    text: str
    is_title: bool


def blocks(text: str) -> list[Block]:
    tied = _LOOSE.sub("\N{NO-BREAK SPACE}", text.replace("\r\n", "\n"))
    parts = (part.strip() for part in re.split(r"\n\s*\n", tied))
    return [Block(part, is_title=bool(_TITLE.fullmatch(part))) for part in parts if part]
