"""Streets, towns and departments as the files cut them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from medimail.lib import nomenclature
from medimail.lib.person_names import words

_ROUTING = re.compile(r"^\d{5}\s+")
_CODES = {one.code: one.code for one in nomenclature.departments()}
_LABELS = {" ".join(words(one.label)): one.code for one in nomenclature.departments()}


def street(parts: Sequence[str]) -> str:
    return " ".join(filter(None, parts))


@lru_cache(maxsize=4096)
def town(routing: str) -> str:
    """Of « 31620 CASTELNAU D ESTRETEFONDS »."""
    return _ROUTING.sub("", routing)


@lru_cache(maxsize=16384)
def department(said: str, postcode: str) -> str:
    """The code (TRE_G09), said as a code or a name, or known from the postcode; empty when nothing tells."""
    return _CODES.get(said) or _LABELS.get(" ".join(words(said))) or _CODES.get(_of_postcode(postcode), "")


def _of_postcode(postcode: str) -> str:
    if postcode.startswith("20"):
        return "2A" if postcode[2:3] in {"0", "1"} else "2B"
    return postcode[:3] if postcode[:2] in {"97", "98"} else postcode[:2]
