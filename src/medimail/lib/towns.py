"""How a town is written: files say « CASTELNAU D ESTRETEFONDS CEDEX », people « Castelnau-d’Estrétefonds »."""

import re
from functools import lru_cache

_WORDS = re.compile(r"[\s\-'’]+")
_CEDEX = re.compile(r"\s+cedex(\s+\d+)?$", re.IGNORECASE)
_QUARTER = re.compile(r"(\d+(?:er|e))[\s-]+arrondissement", re.IGNORECASE)
_ARTICLES = frozenset(("l", "la", "le", "les"))
_SMALL = _ARTICLES | frozenset(("d", "de", "des", "du", "en", "et", "au", "aux", "sous", "sur", "lez", "près"))


@lru_cache(maxsize=16384)
def town_name(said: str) -> str:
    """For an envelope. Capitals become small letters; the accents that the file left out stay out."""
    said = said.strip()
    name, cedex = _CEDEX.sub("", said), _CEDEX.search(said)
    name = _written(_WORDS.split(name.lower())) if name.isupper() else name.replace("'", "’")
    return _QUARTER.sub(r"\1", name) + (cedex[0].title() if cedex else "")


@lru_cache(maxsize=16384)
def town_alone(said: str) -> str:
    """Where one goes: without the sorting office."""
    return _CEDEX.sub("", town_name(said))


def _written(words: list[str]) -> str:
    """Hyphens all along, but after an article that begins the name, around an elision and before a number."""
    text = ""
    for turn, word in enumerate(words):
        text += word if turn and word in _SMALL else word.capitalize()
        if word in {"d", "l"}:
            text += "’"
        elif turn + 1 < len(words):
            text += " " if words[turn + 1][:1].isdigit() or (not turn and word in _ARTICLES) else "-"
    return text
