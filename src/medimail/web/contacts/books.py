"""Whose book a page is about: the person's, or that of a shared box."""

from django.http import HttpRequest

from medimail.contacts.access import shared_box_for, shared_boxes
from medimail.mailboxes.models import Mailbox
from medimail.web.directory.viewer import Seeker, seeker_of
from medimail.web.person import person
from medimail.web.regions.visitor import is_small_number


class Books:
    """Raises ObjectDoesNotExist for who has neither a box nor a desk, as the directory does, and for others' boxes."""

    def __init__(self, request: HttpRequest, box: int | None) -> None:
        self.seeker: Seeker = seeker_of(person(request))
        self.shared: Mailbox | None = None if box is None else shared_box_for(person(request), box)
        self.others: list[Mailbox] = list(shared_boxes(person(request)).order_by("address"))

    @property
    def writer(self) -> int | None:
        """The box that « Écrire » opens; an administrator may have none."""
        return self.shared.pk if self.shared else self.seeker.box


def posted_box(request: HttpRequest) -> int | None:
    said = request.POST.get("box", "")
    return int(said) if is_small_number(said) else None
