"""A person closes their own account."""

from django.db import transaction

from medimail.accounts.models import User
from medimail.contacts.actions import forget
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import lock
from medimail.enrolment.models import Application
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.queries import managed_alone
from medimail.notifications.actions import notify
from medimail.servicedesk.access import is_administrator
from medimail.servicedesk.errors import StillAdministrator, StillManager


@transaction.atomic
def leave(user: User) -> None:
    """For good. Raises `StillAdministrator` and `StillManager`: what they answer for must first pass to a colleague."""
    if is_administrator(user):
        raise StillAdministrator
    if managed_alone(user):
        raise StillManager
    boxes = bool(mailboxes_of(user))
    enrolment.close(lock(Application.objects.get(user=user).pk), user)
    forget(user)
    notify(user.email, "account_closed_by_you", {"first_name": user.first_name, "boxes": boxes})
