from collections.abc import Collection

from django.db.models import CharField, F, Func, Prefetch, Value
from django.db.models.functions import Lower

from medimail.directory.models import Activity, Professional

Number = tuple[str, str]
"""Kind of identifier and number."""
_PLACES = Prefetch("activities", Activity.objects.order_by("id"))


def loaded() -> bool:
    return Professional.objects.exists()


def professional(identifier_type: str, national_id: str) -> Professional | None:
    """With their places of practice."""
    return professionals({(identifier_type, national_id)}).get((identifier_type, national_id))


def professionals(numbers: Collection[Number]) -> dict[Number, Professional]:
    """Those of the directory who have one of these numbers, with their places. Two queries for all."""
    found = Professional.objects.filter(national_id__in={number for _, number in numbers}).prefetch_related(_PLACES)
    by_number = {(one.identifier_type, one.national_id): one for one in found}
    return {number: by_number[number] for number in numbers if number in by_number}


def places_of_structures(finess: Collection[str]) -> list[Activity]:
    """One place per structure and domain of its mail: what the directory knows of these structures."""
    known = Activity.objects.filter(finess__in=set(finess) - {""}).annotate(domain=mail_domain("email"))
    return list(known.order_by("finess", "domain", "id").distinct("finess", "domain"))


def mail_domain(column: str) -> Lower:
    return Lower(Func(F(column), Value("@"), Value(2), function="split_part", output_field=CharField()))
