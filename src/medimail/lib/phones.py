"""French phone numbers in pairs, however they were typed."""

import re

_FRENCH = re.compile(r"(?:0|(?:\+|00)33(?:\(0\))?0?)([1-9]\d{8})", re.ASCII)


def grouped(phone: str) -> str:
    """`+33 (0)5.61.60.02.03` becomes `05 61 60 02 03`; a number of elsewhere stays as typed."""
    found = _FRENCH.fullmatch(re.sub(r"[\s.\-]", "", phone))
    if not found:
        return phone
    digits = "0" + found[1]
    return " ".join(digits[start : start + 2] for start in range(0, 10, 2))
