"""A right for somebody whose account is not validated yet, or unknown here."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.access import waiting
from medimail.mailboxes.actions.grants import check_right, give, grant_to, managed
from medimail.mailboxes.errors import HasRight, WrongRight
from medimail.mailboxes.models import Domain, Grant, Invitation, Mailbox
from medimail.notifications.actions import notify


@transaction.atomic
def invite(
    by: User, mailbox: Mailbox, email: str, role: str, *, starts_on: date | None = None, ends_on: date | None = None
) -> Grant | None:
    """The right itself when the address is a personal box or the login of an open account; None when it waits.

    Raises as `give`.
    """
    box = managed(by, mailbox.pk)
    known = Mailbox.objects.filter(state=Mailbox.State.ACTIVE, holder__is_active=True)
    found = known.filter(Q(address=email.lower()) | Q(holder__email=email.lower())).select_related("holder").first()
    if found and found.holder:
        return give(by, mailbox, found.holder, role, starts_on=starts_on, ends_on=ends_on)
    if Domain.objects.filter(name=email.lower().rpartition("@")[2]).exists():
        raise WrongRight("nobody")
    check_right(box, role, starts_on or timezone.localdate(), ends_on)
    if waiting().filter(mailbox=box, email=email.lower()).exists():
        raise HasRight
    box.invitations.filter(email=email.lower(), ended_at=None).update(ended_at=timezone.now())
    days = {"starts_on": starts_on, "ends_on": ends_on}
    invitation = Invitation.objects.create(mailbox=box, email=email.lower(), role=role, given_by=by, **days)
    trace(by, "right.offered", box, invitation=invitation.pk, role=role)
    notify(invitation.email, "right_offered", {"first_name": "", "name": box.display_name, "by": by.full_name})
    return None


@transaction.atomic
def withdraw(by: User, mailbox: Mailbox, pk: int) -> None:
    """Safe to ask twice. Raises DoesNotExist."""
    box = managed(by, mailbox.pk)
    if box.invitations.filter(pk=box.invitations.get(pk=pk).pk, ended_at=None).update(ended_at=timezone.now()):
        trace(by, "right.withdrawn", box, invitation=pk)


@transaction.atomic
def welcome(person: User) -> None:
    """The account is validated: what was offered to its address is theirs."""
    if not person.email:
        return
    offers = waiting().select_for_update(of=("self",)).filter(email=person.email.lower())
    for offer in offers.select_related("mailbox", "given_by"):
        offer.ended_at = timezone.now()
        offer.save(update_fields=["ended_at"])
        try:
            with transaction.atomic():
                first = max(timezone.localdate(), offer.starts_on or timezone.localdate())
                grant_to(offer.mailbox, person, offer.role, by=offer.given_by, starts_on=first, ends_on=offer.ends_on)
        except (HasRight, WrongRight):  # given meanwhile, or its last day is over
            continue
