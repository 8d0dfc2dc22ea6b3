"""How many there are of each profession, in thousands, and what goes with it."""

from functools import cache
from random import Random

from medimail.lib import nomenclature

_SIZES = {
    code: int(size)
    for code, size in (
        pair.split(":")
        for pair in """60:640 10:300 70:115 21:100 93:95 40:52 28:50 86:52 41:45 98:42 71:40 91:36 50:30 31:22 95:18 94:18
        96:18 80:16 72:12 69:10 38:9 39:9 92:7 26:6 51:6 35:5 37:3 81:3 43:2 44:2 73:2 36:1 83:2 82:1 32:1 97:1 84:1
        53:1 47:1""".split()
    )
}
MEMBERS = tuple(code for code, size in _SIZES.items() for _ in range(size))
TITLED = frozenset(("10", "21", "40"))
WITH_ADELI = frozenset(("93", "71", "41", "72", "73"))
_BOXES = {"10": 8, "21": 8, "40": 6, "50": 6, "60": 2, "70": 4, "80": 3, "91": 3, "92": 3}
_AVERAGE = sum(_BOXES.get(code, 1) * size for code, size in _SIZES.items()) / len(MEMBERS)
_WITH_BOX = 0.24
_WOMEN = {"10": 0.48, "40": 0.48, "70": 0.5, "71": 0.52, "36": 0.4, "32": 0.35, "26": 0.5, "28": 0.55, "73": 0.4}
_GENERAL = ("SM54", "SM53", "SM26")


def boxes_of(profession: str) -> float:
    """The chance to have a mailbox."""
    return _BOXES.get(profession, 1) * _WITH_BOX / _AVERAGE


def women(profession: str) -> float:
    return _WOMEN.get(profession, 0.86)


@cache
def specialities(profession: str) -> tuple[str, ...]:
    """Each as often as it should be drawn, the empty one included. Nothing for most professions."""
    codes = [one.code for one in nomenclature.specialities(profession)]
    if not codes:
        return ()
    rng = Random(profession)  # noqa: S311
    drawn = [code for code in codes for _ in range(1 + int(rng.random() ** 4 * 12))]
    if profession == "10":
        return (*drawn, *(_GENERAL * len(drawn))[: len(drawn)])
    return (*drawn, *("",) * (24 * len(drawn)))
