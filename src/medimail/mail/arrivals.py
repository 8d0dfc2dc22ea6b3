"""New mail is told by asking Dovecot what is new: an event only says when to ask."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from medimail.accounts.models import Profile
from medimail.lib.passes import each_while_answered
from medimail.lib.region_calendar import place
from medimail.mail import receipts
from medimail.mail.errors import MailUnavailable
from medimail.mail.folders import INBOX
from medimail.mail.models import Arrival
from medimail.mail.store import opened_by_worker
from medimail.mailboxes.access import grants_now
from medimail.mailboxes.models import Mailbox, Role
from medimail.mailboxes.news import announce
from medimail.notifications.actions import notify_arrival, tell_later
from medimail.notifications.queries import to_be_told_at

# One visit costs about 6 ms: a pass of 500 boxes stays under 5 s of each minute.
BOXES_PER_PASS = 500


def tell(mailbox_id: int) -> None:
    """One notification for all that arrived since the last; safe to run twice. Raises MailUnavailable."""
    mailbox = _active().filter(pk=mailbox_id).first()
    if mailbox is None:
        return
    Arrival.objects.get_or_create(mailbox=mailbox)
    with transaction.atomic():
        arrival = Arrival.objects.select_for_update().get(pk=mailbox.pk)
        known = arrival.last_uid
        if _has_news(mailbox, arrival):
            _notify(mailbox)
        if arrival.last_uid != known:
            announce(mailbox.pk)
        arrival.checked_at = timezone.now()
        arrival.save()


def tell_or_wait(mailbox_id: int) -> None:
    """When Dovecot does not answer, the next sweep asks this box first."""
    try:
        tell(mailbox_id)
    except MailUnavailable:
        Arrival.objects.filter(mailbox=mailbox_id).update(checked_at=None)


def sweep() -> None:
    """Ask the boxes asked longest ago. A lost event costs a few minutes, never a message."""
    line = _active().order_by(F("arrival__checked_at").asc(nulls_first=True)).values_list("pk", flat=True)
    each_while_answered(line[:BOXES_PER_PASS], _told)


def _told(mailbox_id: int) -> bool:
    try:
        tell(mailbox_id)
    except MailUnavailable:
        # To the end of the line: sick boxes must not stay first and hide the others.
        Arrival.objects.filter(mailbox=mailbox_id).update(checked_at=timezone.now())
        return False
    return True


def _has_news(mailbox: Mailbox, arrival: Arrival) -> bool:
    """Moves `arrival` forward."""
    with opened_by_worker(mailbox) as session:
        status = session.status(INBOX.name)
        newest = status["UIDNEXT"] - 1
        if arrival.uidvalidity not in {0, status["UIDVALIDITY"]}:
            # The inbox was rebuilt with new numbers: nothing in it can be called new.
            arrival.uidvalidity, arrival.last_uid = status["UIDVALIDITY"], newest
            return False
        since, arrival.last_uid, arrival.uidvalidity = arrival.last_uid, newest, status["UIDVALIDITY"]
        if newest <= since:
            return False
        session.open(INBOX.name)
        receipts.fold(session, mailbox, since, newest)
        return bool(session.unseen_after(since))


def _notify(mailbox: Mailbox) -> None:
    """The holder, or those of a shared box who may answer; a delegate comes on purpose."""
    shared = grants_now().filter(mailbox=mailbox, role__in=[Role.MANAGER, Role.WRITER])
    people = [mailbox.holder_id] if mailbox.holder_id else list(shared.values_list("person", flat=True))
    wanted = Profile.objects.filter(user__in=people, user__is_active=True, notify=True).select_related("user")
    for profile in wanted:
        _tell_person(profile, mailbox.address)


def _tell_person(profile: Profile, address: str) -> None:
    now = timezone.localtime(timezone=place(profile.region_code).zone)
    at = to_be_told_at(profile.user, address, now)
    if at == now:
        notify_arrival(profile.user.email, profile.user.first_name, address)
    elif at:
        tell_later(profile.user, address, at)


def _active() -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(state=Mailbox.State.ACTIVE)
