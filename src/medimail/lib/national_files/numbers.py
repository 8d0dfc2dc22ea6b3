"""Check digits at the speed of millions of lines."""

from functools import lru_cache

from medimail.lib.national_files.reasons import Reason

_DOUBLED = str.maketrans("0123456789", "0246813579")


@lru_cache(maxsize=4)  # the lines of one person follow each other
def identity(kind: str, number: str) -> tuple[str, str] | Reason:
    """Kind of number and number, as the house writes them. `LOCAL` is given by a structure (TRE_G08: 1, 3 to 6)."""
    if kind == "8":
        return ("RPPS", number) if len(number) == 11 and _luhn(number) else Reason.NUMBER
    if kind == "0":
        return ("ADELI", number) if len(number) == 9 and number.isalnum() else Reason.NUMBER
    number = "".join(number.split())
    return ("LOCAL", f"{kind}{number}") if number and kind.isdecimal() else Reason.NUMBER


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    if not (digits.isascii() and digits.isdecimal()):
        return False
    return (sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2].translate(_DOUBLED)))) % 10 == 0
