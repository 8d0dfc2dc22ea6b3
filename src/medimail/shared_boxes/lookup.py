"""Which structures the words of a person may mean: those known here, and those of the national directory."""

from medimail.directory.models import Activity, Entry
from medimail.directory.queries import places_of_structures
from medimail.directory.search.engine import search
from medimail.directory.search.question import Question, Viewer
from medimail.lib import nomenclature
from medimail.lib.national_numbers import compact
from medimail.structures.actions import Facts
from medimail.structures.models import Structure
from medimail.structures.queries import registered

_MOST = 8


def structures_named(text: str, viewer: Viewer) -> list[Facts]:
    """By FINESS, SIRET or words of a name; at most eight, ours first."""
    number = compact(text).upper()
    known = [_ours(one) for one in registered(text)]
    if any(sign.isdecimal() for sign in number) and len(number) in (9, 14):
        return known or [_listed(one) for one in places_of_structures([number])[:1]]
    found = {one.finess or one.siret: one for one in known}
    for without_address in (False, True):
        answer = search(Question(text, without_address=without_address), viewer)
        for entry in answer.found:
            if entry.finess and entry.company_name:
                found.setdefault(entry.finess, _listed(entry))
    return list(found.values())[:_MOST]


def _ours(one: Structure) -> Facts:
    return Facts(one.name, one.region_code, one.finess, one.siret, one.postcode, one.town)


def _listed(one: Activity | Entry) -> Facts:
    department = nomenclature.department(one.department_code)
    region = department.region_code if department else ""
    return Facts(one.company_name[:150], region, one.finess[:9], "", one.postcode[:5], one.town[:80])
