"""A card of one person or service, as address books take it: vCard 4.0 (RFC 6350)."""

import re
import unicodedata
from collections.abc import Iterable

_LINE = 75
"""Octets of a line without its break (RFC 6350, 3.2)."""
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def vcard(lines: Iterable[tuple[str, str]]) -> str:
    """`lines`: properties with their parameters, and values made by `text` or `structured`."""
    whole = [("BEGIN", "VCARD"), ("VERSION", "4.0"), *lines, ("END", "VCARD")]
    return "".join(f"{_folded(f'{name}:{value}')}\r\n" for name, value in whole)


def text(value: str) -> str:
    """A line break that came with a name would begin a property of its own (RFC 6350, 3.4)."""
    escaped = re.sub(r"([\\;,])", r"\\\1", _BREAKS.sub("\n", value))
    kept = (sign for sign in escaped if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).replace("\n", "\\n")


def structured(*parts: str) -> str:
    return ";".join(text(part) for part in parts)


def _folded(line: str) -> str:
    """Never inside a character: some readers unfold octets, others characters."""
    pieces, room = [""], _LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append("")
            room = _LINE - 1  # the space that begins the next line
        pieces[-1] += sign
        room -= size
    return "\r\n ".join(pieces)
