from django.db import transaction
from django.db.models import QuerySet

from medimail.accounts.models import Profile, User
from medimail.directory.actions import show
from medimail.directory.models import Entry
from medimail.mailboxes.listing import listing_of, listing_of_shared
from medimail.mailboxes.models import Mailbox
from medimail.publication.actions import record


@transaction.atomic
def announce(holder: User) -> None:
    """Both directories learn what the person's boxes are now, in the caller's transaction."""
    # Of two changes at once the later one must be announced last.
    profile = Profile.objects.select_for_update(of=("self",)).select_related("user").filter(user=holder).first()
    if profile is None:
        return
    boxes = list(Mailbox.objects.filter(holder=holder).order_by("-kind", "id"))
    preferred = next((box for box in boxes if box.state == Mailbox.State.ACTIVE), None)
    for box in boxes:
        listing = listing_of(box, profile, preferred=box == preferred)
        show(listing)
        record(listing)


@transaction.atomic
def announce_shared(pk: int) -> None:
    """As `announce`, of a box that belongs to a structure."""
    listing = listing_of_shared(Mailbox.objects.select_for_update(of=("self",)).select_related("structure").get(pk=pk))
    show(listing)
    record(listing)


def announce_all() -> None:
    """What an operator may ask for at any time. Run twice, nothing changes."""
    _announce_holders(Mailbox.objects.all())
    for pk in Mailbox.objects.exclude(structure=None).values_list("pk", flat=True).iterator():
        announce_shared(pk)


def announce_missing() -> None:
    """What an upgrade needs once: boxes opened before the directory knew any."""
    known = Entry.objects.filter(origin=Entry.Origin.OWN).values("address")
    _announce_holders(Mailbox.objects.exclude(address__in=known))


def _announce_holders(boxes: QuerySet[Mailbox]) -> None:
    for holder in User.objects.filter(mailboxes__in=boxes).distinct().iterator():
        announce(holder)
