from medimail.accounts.models import Profile, User
from medimail.directory.actions import show
from medimail.mailboxes.listing import listing_of
from medimail.mailboxes.models import Mailbox
from medimail.publication.actions import record


def announce(holder: User) -> None:
    """Both directories learn what the person's boxes are now, in the caller's transaction."""
    # Of two changes at once the later one must be announced last.
    profile = Profile.objects.select_for_update(of=("self",)).select_related("user").get(user=holder)
    boxes = list(Mailbox.objects.filter(holder=holder).order_by("-kind", "id"))
    preferred = next((box for box in boxes if box.state == Mailbox.State.ACTIVE), None)
    for box in boxes:
        listing = listing_of(box, profile, preferred=box == preferred)
        show(listing)
        record(listing)


def announce_all() -> None:
    """What an upgrade needs once: boxes opened before directories knew them. Run twice, nothing changes."""
    for holder in User.objects.filter(mailboxes__isnull=False).distinct().iterator():
        announce(holder)
