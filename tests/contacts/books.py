"""People of the directory, and the addresses that somebody keeps of them."""

from datetime import date
from itertools import count

from medimail.accounts.models import User
from medimail.contacts.cards import Card
from medimail.directory.models import Entry
from medimail.mailboxes.models import Domain, Mailbox

_numbers = count(1)


def listed(name: str = "MARTIN", first_name: str = "Jeanne", **changes: object) -> Entry:
    """At another operator."""
    number = next(_numbers)
    values = {
        "origin": Entry.Origin.NATIONAL,
        "kind": "PER",
        "address": f"{first_name}.{name}{number}@medecin.autre.mssante.example".lower().replace(" ", "-"),
        "last_name": name,
        "first_name": first_name,
        "in_mssante": True,
        "since": date(2026, 1, 1),
        "name_key": f"{name} {first_name}".lower(),
        "words": f"{name} {first_name}".lower(),
    }
    return Entry.objects.create(**{**values, **changes})


def card(entry: Entry) -> Card:
    return Card.of_entry(entry)


def leaves(entry: Entry) -> None:
    """As an import that finds it no more."""
    entry.delete()


def hides(entry: Entry) -> None:
    """As the red list of one of our boxes."""
    Entry.objects.filter(pk=entry.pk).update(in_mssante=False, in_medimail=False)


def shared_box(holder: User) -> Mailbox:
    """A BAL ORG. Boxes with several members come later: who may open it now is its holder."""
    domain, _ = Domain.objects.get_or_create(name="org.oc.mssante.example", defaults={"region_code": "76"})
    address = f"secretariat{next(_numbers)}@{domain.name}"
    return Mailbox.objects.create(
        kind=Mailbox.Kind.ORG, address=address, domain=domain, display_name="Secrétariat", holder=holder, quota_bytes=1
    )
