"""Invented names with the shape of the real ones: few very common, a long tail, particles, marriages, homonyms."""

import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from medimail.demo.nation.name_lists import COMMON, ENDS, FEMALE, KNOWN, MALE, PARTICLES, STARTS


@dataclass(frozen=True, slots=True)
class Name:
    last: str
    first: str
    female: bool


def _table(names: tuple[str, ...], steps: int, flatness: int) -> tuple[str, ...]:
    """By rank, as names fall in a country: the second half as often as the first, with the top flattened."""
    bounds = [round(one) for one in _cumulated(len(names), steps, flatness)]
    return tuple(
        name for name, start, end in zip(names, [0, *bounds], bounds, strict=False) for _ in range(end - start)
    )


def _cumulated(count: int, steps: int, flatness: int) -> list[float]:
    weights = list(accumulate(1 / (rank + flatness) for rank in range(count)))
    return [steps * weight / weights[-1] for weight in weights]


_COMMON = _table(COMMON, 1000, 20)
_KNOWN = _table(KNOWN, 4000, 200)
_FIRST = {True: _table(FEMALE, 2000, 15), False: _table(MALE, 2000, 15)}


def draw(rng: Random, women: float) -> Name:
    female = rng.random() < women
    return Name(_married(rng) if female and rng.random() < 0.06 else last_name(rng), _first(rng, female), female)


def last_name(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.11:
        return _of(rng, _COMMON)
    if kind < 0.45:
        return _of(rng, _KNOWN)
    if kind < 0.955:
        return _of(rng, STARTS) + _of(rng, ENDS)
    return _particle(rng) if kind < 0.985 else f"{_of(rng, _KNOWN)} {_of(rng, _KNOWN)}"


def _particle(rng: Random) -> str:
    """« LE BERTHIER », « D'AUBINEAU »."""
    particle, name = _of(rng, PARTICLES), _of(rng, STARTS) + _of(rng, ENDS)
    return f"D'{name}" if particle == "DE " and name[0] in "AEIOUY" else particle + name


def plain(text: str) -> str:
    """In capitals without accents, as the register writes most names."""
    return _plain_letters(text.upper())


def _plain_letters(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.replace("Œ", "OE")) if sign.isascii())


def _first(rng: Random, female: bool) -> str:
    """A third keep their accents and small letters, as newer lines of the register do."""
    name = _of(rng, _FIRST[female])
    if rng.random() < 0.03 and "-" not in name:
        name = f"{name}-{_of(rng, _FIRST[female])}".replace("-Marie-Marie", "-Marie")
    return name if rng.random() < 0.33 else plain(name)


def _married(rng: Random) -> str:
    birth, marriage, kind = last_name(rng), last_name(rng), rng.random()
    return f"{birth} EPOUSE {marriage}" if kind < 0.2 else f"{birth}{'-' if kind < 0.6 else ' '}{marriage}"


def _of(rng: Random, table: tuple[str, ...]) -> str:
    return table[int(rng.random() * len(table))]
