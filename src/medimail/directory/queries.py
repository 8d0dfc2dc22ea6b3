from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from medimail.directory.access import LISTED, visible_to
from medimail.directory.models import Activity, Entry, Import
from medimail.directory.people import Professional
from medimail.directory.prepared import Prepared
from medimail.directory.search.question import Viewer
from medimail.lib.person_names import plain

Number = tuple[str, str]
"""Kind of identifier and number."""
_OF_ONE_PERSON = 20


def loaded() -> bool:
    return Activity.objects.exists()


def professional(identifier_type: str, national_id: str) -> Professional | None:
    """With their places of practice."""
    return professionals({(identifier_type, national_id)}).get((identifier_type, national_id))


def professionals(numbers: Collection[Number]) -> dict[Number, Professional]:
    """Those of the directory who have one of these numbers, with their places. One query for all."""
    lines = defaultdict(list)
    for line in Activity.objects.filter(national_id__in={number for _, number in numbers}).order_by("town", "digest"):
        lines[line.identifier_type, line.national_id].append(line)
    return {number: Professional.of(lines[number]) for number in numbers if number in lines}


def places_of_structures(finess: Collection[str]) -> list[Activity]:
    """One place per structure and domain of its mail: what the directory knows of these structures."""
    known = Activity.objects.filter(finess__in=set(finess) - {""}).annotate(domain=mail_domain("email"))
    return list(known.order_by("finess", "domain", "digest").distinct("finess", "domain"))


def mail_domain(column: str) -> Lower:
    return Lower(Func(F(column), Value("@"), Value(2), function="split_part", output_field=CharField()))


_WITH_ADDRESS = ~Q(address="")
"""The index of addresses is used by no query that leaves it out."""


def listed(column: str) -> Exists:
    """Whether a directory, ours or the national one, still lists the address (lower case) in this column."""
    return Exists(Entry.objects.filter(LISTED, _WITH_ADDRESS, address=OuterRef(column)))


def places_of_person(entry: Entry) -> list[Activity]:
    """All places of practice of the person of an entry."""
    if not entry.national_id:
        return []
    found = professional(entry.identifier_type, entry.national_id)
    return list(found.activities) if found else []


def last_good(kind: str) -> Import | None:
    """The import that the directory of now comes from: `dated` says how fresh it is."""
    return Import.objects.filter(kind=kind, state=Import.State.DONE).order_by("-dated", "-started_at").first()


def imports(limit: int = 50) -> list[Import]:
    return list(Import.objects.order_by("-started_at")[:limit])


def correspondent(person: int, address: str) -> Entry | None:
    """Who writes from there, as far as any holder of a box may know."""
    row = _CORRESPONDENT.first(person, address.lower())
    return Entry.from_db(connection.alias, _COLUMNS, row) if row else None


def bearers(person: int, name: str) -> list[Entry]:
    """Some people with an address whose whole name is this one, in either order, as any holder of a box may know."""
    known = plain(name).split()[:_WORDS]
    turned = [" ".join(known[at:] + known[:at]) for at in range(len(known))]
    rows = _BEARERS.all(person, *turned, *turned[:1] * (_WORDS - len(turned))) if turned else []
    return [Entry.from_db(connection.alias, _COLUMNS, row) for row in rows]


_COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)
_WORDS = 6  # of a name, at most


def _correspondent(person: int, address: str) -> QuerySet[Entry, Any]:
    return visible_to(Viewer(person)).filter(address=address).values_list(*_COLUMNS)[:1]


def _bearers(person: int, *names: str) -> QuerySet[Entry, Any]:
    named = visible_to(Viewer(person)).exclude(address="").exclude(first_name="")
    return named.filter(name_key__in=names).values_list(*_COLUMNS)[:3]


_CORRESPONDENT = Prepared(_correspondent, -1, "an address")
_BEARERS = Prepared(_bearers, -1, *(f"name {number}" for number in range(_WORDS)))


def addresses_of_person(entry: Entry, viewer: Viewer) -> list[Entry]:
    """The other addresses of the person of an entry that this viewer may know."""
    if not entry.national_id:
        return []
    same = visible_to(viewer).filter(identifier_type=entry.identifier_type, national_id=entry.national_id)
    return list(same.exclude(pk=entry.pk).exclude(address="").order_by("-preferred", "address")[:_OF_ONE_PERSON])
