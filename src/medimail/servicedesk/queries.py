from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.mailboxes.addressing import kind_for
from medimail.mailboxes.queries import proposed_addresses
from medimail.servicedesk.access import applications_for

QUEUE_PAGE = 100


@dataclass(frozen=True, slots=True)
class QueueRow:
    application: Application
    person: str
    profession: str
    place: str
    kind: str
    proposed_address: str
    waiting_hours: int
    submitted_at: datetime


def waiting(user: User) -> list[QueueRow]:
    """The oldest requests of the administrator's scope, at most `QUEUE_PAGE`."""
    found = applications_for(user).filter(state=Application.State.AWAITING_VALIDATION)
    return rows(list(found.order_by("submitted_at", "id")[:QUEUE_PAGE]))


def rows(applications: list[Application]) -> list[QueueRow]:
    """Applications come with their user and profile (`access.applications_for`)."""
    addresses = proposed_addresses([application.user.profile for application in applications])
    return [_row(application, address) for application, address in zip(applications, addresses, strict=True)]


def _row(application: Application, proposed_address: str) -> QueueRow:
    profile = application.user.profile
    submitted = application.submitted_at or application.opened_at
    return QueueRow(
        application=application,
        person=application.user.full_name,
        profession=profile.profession_label,
        place=profile.place,
        kind=kind_for(profile),
        proposed_address=proposed_address,
        waiting_hours=int((timezone.now() - submitted).total_seconds() // 3600),
        submitted_at=submitted,
    )
