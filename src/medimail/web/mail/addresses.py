"""What people type or paste into « À » : one address, many, with or without names, on one line or several."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_PIECE = re.compile(r'(?:"[^"\n]*"|[^,;\n])+')
_BRACKETS = re.compile(r"<([^<>]*)>\s*$")


def _candidates(piece: str) -> list[str]:
    if found := _BRACKETS.search(piece):
        return [found[1].strip()]
    words = piece.split()
    # « a@b c@d » pasted from a column is two addresses; « Claire Dupont » is one mistake.
    return words if words and all("@" in word for word in words) else [" ".join(words)]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def parse(typed: str) -> tuple[list[str], list[str]]:
    """Addresses in the order typed, each once; then the pieces that are not addresses."""
    good: dict[str, str] = {}
    bad: list[str] = []
    for piece in _PIECE.findall(typed.replace("\r", "\n")):
        for candidate in filter(None, _candidates(piece)):
            if _is_address(candidate):
                good.setdefault(candidate.casefold(), candidate)
            else:
                bad.append(candidate)
    return list(good.values()), bad
