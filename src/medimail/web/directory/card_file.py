"""An entry as a vCard."""

from collections.abc import Sequence

from medimail.directory.models import Activity, Entry
from medimail.lib.towns import town_name
from medimail.lib.vcard import structured, text, vcard
from medimail.web.directory import sentences


def card_file(entry: Entry, places: Sequence[Activity]) -> str:
    """`places`: with one only, its telephone is that of the card."""
    lines = [
        ("KIND", "individual" if entry.first_name else "org"),
        ("FN", text(sentences.name_of(entry))),
        ("N", structured(entry.last_name, entry.first_name, "", "", "") if entry.first_name else ""),
        ("ORG", structured(*filter(None, (entry.company_name, entry.service)))),
        ("TITLE", text(sentences.calling(entry))),
        ("EMAIL;TYPE=work", text(entry.address)),
        ("TEL;VALUE=text;TYPE=work", text(places[0].phone) if len(places) == 1 else ""),
        ("ADR;TYPE=work", _street(entry)),
        ("NOTE", text(sentences.KINDS.get(entry.kind, ""))),
    ]
    return vcard((name, value) for name, value in lines if value)


def _street(entry: Entry) -> str:
    if not (entry.street or entry.town):
        return ""
    return structured("", "", entry.street, town_name(entry.town), "", entry.postcode, "France")
