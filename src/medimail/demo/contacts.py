"""Claire's book: three favourites, and the group of the people she cares with."""

from medimail.contacts.actions import gather, keep, open_group
from medimail.contacts.cards import Card, cards_for
from medimail.directory.search.question import Viewer
from medimail.mailboxes.models import Mailbox

OWNER, TEAM, GROUP = "pharmacist", ("doctor", "med"), "Équipe de soins"
BY_HAND = Card("secretariat@laboratoire.mssante.example", "Laboratoire des Carmes")
"""No directory lists it: the book says so."""


def fill_book(addresses: dict[str, str]) -> None:
    """Addresses of the demonstration's people, by role."""
    owner = Mailbox.objects.select_related("holder").get(address=addresses[OWNER]).holder
    if owner is None:
        return
    known = cards_for(Viewer(owner.pk), {addresses[role]: "" for role in TEAM})
    keep(owner, [*known, BY_HAND])
    group, _ = open_group(owner, GROUP)
    gather(owner, group.pk, known)
