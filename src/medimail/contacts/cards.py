from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from medimail.contacts.models import Contact
from medimail.contacts.words import kept
from medimail.directory.access import visible_to
from medimail.directory.models import Entry
from medimail.directory.search.question import Viewer


@dataclass(frozen=True, slots=True)
class Card:
    """An address on its way into a book or out of it."""

    address: str
    name: str
    came: str = Contact.Came.TYPED
    gone_since: date | None = None

    @classmethod
    def of_entry(cls, entry: Entry, name: str = "") -> "Card":
        """Of what a directory hides we keep no trace: who is seen by their administrator alone was typed."""
        came = Contact.Came.TYPED if entry.hidden else Contact.Came.DIRECTORY
        return cls(entry.address, name or entry.full_name, came)

    @classmethod
    def of(cls, contact: Contact) -> "Card":
        return cls(contact.address, contact.name, contact.came, contact.gone_since)

    def columns(self) -> dict[str, object]:
        return {
            "address": self.address,
            "name": self.name,
            "came": self.came,
            "gone_since": self.gone_since,
            "words": kept(self.name, self.address),
        }


def cards_for(viewer: Viewer, typed: Mapping[str, str]) -> list[Card]:
    """Of addresses in lower case with the names typed beside them: an empty one is read in the directory."""
    entries = {entry.address: entry for entry in visible_to(viewer).filter(address__in=list(typed))}
    return [
        Card.of_entry(entries[address], name) if address in entries else Card(address, name)
        for address, name in typed.items()
    ]
