"""Addresses that nobody can own: domains under .example (RFC 2606), each address given once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from zlib import crc32

from medimail.lib.addresses import local_parts, slug
from medimail.lib.nomenclature import department, professions, regions

_MAX_LABEL = 40


def label(name: str) -> str:
    return slug(name)[:_MAX_LABEL].strip("-")


class Addresses:
    """Counts by checksum of the address: half a million strings would cost three times the memory.

    Two addresses of one checksum share a count, so one of them begins at 2. No address is ever given twice.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._given: defaultdict[int, int] = defaultdict(int)
        self._taken = frozenset(taken)

    def person(self, first_name: str, last_name: str, domain: str) -> str:
        return self._first(local_parts(first_name, last_name), domain)

    def free(self, local: str, domain: str) -> str:
        return self._first((local if rank == 1 else f"{local}{rank}" for rank in range(1, 10_000)), domain)

    def domain(self, name: str) -> str:
        """A structure's own, whatever others are called alike."""
        base = label(name)
        rank = self._next(base)
        return f"{base}-{rank + 1}.mssante.example" if rank else f"{base}.mssante.example"

    def _first(self, candidates: Iterator[str], domain: str) -> str:
        first = next(candidates)
        rank = self._next(f"{first}@{domain}")
        later = islice(chain((first,), candidates), rank, None)
        while (address := f"{next(later)}@{domain}") in self._taken:
            self._next(f"{first}@{domain}")
        return address

    def _next(self, wanted: str) -> int:
        key = crc32(wanted.encode())
        self._given[key] += 1
        return self._given[key] - 1


@cache
def of_profession(code: str, region: str = "") -> str:
    found = next((one.subdomain for one in professions() if one.code == code), "") or "pro"
    return f"{found}.{region}.mssante.example" if region else f"{found}.mssante.example"


@cache
def region_of(department_code: str) -> str:
    found = department(department_code)
    return next((one.short_code for one in regions() if found and one.code == found.region_code), "")
