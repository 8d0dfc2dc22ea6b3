from collections.abc import Collection

from django.db.models import Q

from medimail.structures.actions import Facts
from medimail.structures.models import Structure


def known_structures(numbers: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those (FINESS, SIRET) that an administrator has vouched for; the SIRET is empty where there is a FINESS."""
    finess = {finess for finess, _ in numbers if finess}
    siret = {siret for finess, siret in numbers if not finess}
    found = Structure.objects.filter(Q(finess__in=finess) | Q(finess="", siret__in=siret), declared=False)
    return {(one.finess, "" if one.finess else one.siret) for one in found}


def by_number(wanted: Collection[Facts]) -> dict[str, str]:
    """Of these structures, the region of those that are known, by FINESS, or by SIRET where there is none."""
    finess = {one.finess for one in wanted if one.finess}
    siret = {one.siret for one in wanted if not one.finess}
    found = Structure.objects.filter(Q(finess__in=finess) | Q(finess="", siret__in=siret))
    return {one.finess or one.siret: one.region_code for one in found}


def registered(text: str, limit: int = 8) -> list[Structure]:
    """Structures of ours by the beginning of a number, or by words of their name."""
    digits = "".join(text.split())
    if digits.isdecimal():
        return list(Structure.objects.filter(Q(finess=digits) | Q(siret=digits))[:limit])
    found = Structure.objects.filter(declared=False)
    for word in text.split()[:5]:
        found = found.filter(name__icontains=word)
    return list(found.order_by("name", "id")[:limit])
