"""Entries of other operators, as an import would have left them."""

from itertools import count

from django.utils import timezone

from medimail.directory.models import Entry
from medimail.directory.search.words import of_department, of_profession, plain
from medimail.lib.national_numbers import with_key

_serials = count(1)


def listed(last_name: str = "MARTIN", first_name: str = "Jeanne", **changes: object) -> Entry:
    """A nurse of Albi in the national directory."""
    serial = next(_serials)
    values: dict[str, object] = {
        "origin": Entry.Origin.NATIONAL,
        "kind": "PER",
        "address": f"{plain(first_name)}.{plain(last_name)}{serial}@infirmier.mssante.fr".replace(" ", "-"),
        "identifier_type": "RPPS",
        "national_id": with_key(f"9973{serial:06}"),
        "last_name": last_name,
        "first_name": first_name,
        "profession_code": "60",
        "postcode": "81000",
        "town": "ALBI",
        "department_code": "81",
        "in_mssante": True,
        "since": timezone.localdate(),
        **changes,
    }
    values["name_key"] = plain(f"{last_name} {first_name}")
    return Entry.objects.create(words=_words(values), **values)


def _words(values: dict[str, object]) -> str:
    """As `directory` writes them."""
    said = [
        str(values.get(name, "")) for name in ("name_key", "company_name", "service", "town", "postcode", "address")
    ]
    said += [of_profession(str(values["profession_code"])), of_department(str(values["department_code"]))]
    marks = {
        "#p": values["profession_code"],
        "#d": values["department_code"],
        "#k": values["kind"],
        "#n": values["national_id"],
    }
    names = [f"={word}" for word in str(values["name_key"]).split()]
    books = ["#bs"] if values["kind"] and values["in_mssante"] else []
    shown = [f"{sign}{value}" for sign, value in marks.items() if value]
    return " ".join([*sorted(set(plain(" ".join(said)).split())), *names, *shown, *books])
