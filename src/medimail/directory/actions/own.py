"""Boxes of this house in the directory: what they show follows their holder at once."""

from dataclasses import fields

from django.utils import timezone

from medimail.directory.listing import Listing
from medimail.directory.models import Entry, Word
from medimail.directory.search.words import of_department, of_profession
from medimail.lib import nomenclature
from medimail.lib.person_names import plain

_COPIED = {field.name for field in fields(Listing)} & {field.name for field in Entry._meta.get_fields()}


def show(listing: Listing) -> None:
    """Our directory says this of the box from now on, in the caller's transaction.

    A closed box keeps its row, hidden: the national file may name it for some days more.
    """
    values = {name: getattr(listing, name) for name in _COPIED - {"address"}}
    speciality = nomenclature.speciality_label(listing.profession_code, listing.speciality_code)
    values |= {
        "origin": Entry.Origin.OWN,
        "title": "",
        "speciality_label": speciality,
        "in_medimail": listing.in_medimail,
        "in_mssante": listing.in_mssante,
        "name_key": plain(f"{listing.last_name} {listing.first_name}"),
        "words": _words(listing, speciality),
        "closed": not listing.open,
        "digest": None,
    }
    today = {"since": timezone.localdate()}
    Entry.objects.update_or_create(address=listing.address, defaults=values, create_defaults=values | today)
    if not listing.open:
        return
    Entry.objects.filter(address="", identifier_type=listing.identifier_type, national_id=listing.national_id).delete()
    if listing.in_medimail or listing.in_mssante:
        known = [Word(word=word) for word in set(values["words"].split()) if word.isalpha() and len(word) > 3]
        Word.objects.bulk_create(known, ignore_conflicts=True)


def _words(listing: Listing, speciality: str) -> str:
    """As `importing/entries` writes them for other operators."""
    name = plain(f"{listing.last_name} {listing.first_name}")
    local_part, _, domain = listing.address.partition("@")
    said = f"{listing.company_name} {listing.service} {listing.town} {listing.postcode} {speciality} {local_part}"
    of_codes = f"{of_profession(listing.profession_code)} {of_department(listing.department_code)}"
    words = {*name.split(), *plain(f"{said} {domain.split('.')[0]}").split(), *of_codes.split()}
    return " ".join([*sorted(words), *(f"={word}" for word in name.split()), *_marks(listing)])


def _marks(listing: Listing) -> list[str]:
    said = {
        "p": listing.profession_code,
        "s": listing.speciality_code,
        "d": listing.department_code,
        "k": listing.kind,
        "n": listing.national_id,
    }
    marks = [f"#{sign}{value}" for sign, value in said.items() if value]
    books = {"#bm": listing.in_medimail, "#bs": listing.in_mssante, f"#n{listing.finess}": bool(listing.finess)}
    return marks + [mark for mark, shown in books.items() if shown]
