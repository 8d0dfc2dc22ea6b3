"""How many there are of each profession, in thousands, and what goes with it."""

from functools import cache
from random import Random

from medimail.lib import nomenclature

_COMMON = ("60", "10", "70", "21", "93", "40", "86", "28", "41", "98", "71", "91", "50", "31", "95", "94", "96", "80")
_RARER = ("72", "69", "38", "39", "92", "26", "51", "35")
_SIZES = {
    **dict(zip(_COMMON, (640, 300, 115, 100, 95, 52, 52, 50, 45, 42, 40, 36, 30, 22, 18, 18, 18, 16), strict=True)),
    **dict(zip(_RARER, (12, 10, 9, 9, 7, 6, 6, 5), strict=True)),
    **dict.fromkeys(("37", "81"), 3),
    **dict.fromkeys(("43", "44", "73", "83"), 2),
    **dict.fromkeys(("36", "82", "32", "97", "84", "53", "47"), 1),
}
MEMBERS = tuple(code for code, size in _SIZES.items() for _ in range(size))
TITLED = frozenset(("10", "21", "40"))
WITH_ADELI = frozenset(("93", "71", "41", "72", "73"))
_BOXES = {"10": 8, "21": 8, "40": 6, "50": 6, "60": 2, "70": 4, "80": 3, "91": 3, "92": 3}
_AVERAGE = sum(_BOXES.get(code, 1) * size for code, size in _SIZES.items()) / len(MEMBERS)
_WITH_BOX = 0.2435
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
