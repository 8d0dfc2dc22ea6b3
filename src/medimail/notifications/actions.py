"""Mail to ordinary addresses: nothing about a patient or a message ever stands in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from medimail.audit.actions import trace
from medimail.lib.quiet_hours import Quiet
from medimail.notifications.models import Alert, Letter, QuietHours
from medimail.notifications.tasks import send_letter

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def notify(to: str, kind: str, context: Mapping[str, object], *, calendar: str = "") -> Letter | None:
    """Write the letter `kind` (templates/notifications/<kind>.{subject.txt,txt,html}) and let the worker send it.

    None when the person has confirmed no address yet: then nothing is written.
    """
    if not to:
        return None
    values = {**context, "public_url": settings.PUBLIC_URL}
    subject = " ".join(render_to_string(f"notifications/{kind}.subject.txt", values).split())
    with transaction.atomic():
        letter = Letter.objects.create(
            to=to,
            kind=kind,
            subject=subject,
            text=render_to_string(f"notifications/{kind}.txt", values).strip() + "\n",
            html=render_to_string(f"notifications/{kind}.html", values),
            calendar=calendar,
        )
        if not settings.DEMO:
            send_letter.defer(letter_id=letter.pk)
    return letter


def notify_arrival(to: str, first_name: str, address: str) -> None:
    """E3: a box has a new message. Says which box and where to sign in, nothing else."""
    notify(to, "arrival", {"first_name": first_name, "address": address})


def notify_account_open(to: str, first_name: str, address: str, kind: str, *, wants_shared: bool = False) -> None:
    """E2: the account was validated."""
    context = {"first_name": first_name, "address": address, "kind": kind, "wants_shared": wants_shared}
    notify(to, "account_open", context)


def notify_refused(to: str, first_name: str, reason: str) -> None:
    """E5: the request was refused; the administrator's words."""
    notify(to, "refused", {"first_name": first_name, "reason": reason})


def notify_link_expired(to: str, first_name: str) -> None:
    """E6: nobody followed the confirmation link in time."""
    notify(to, "link_expired", {"first_name": first_name})


def notify_question(to: str, first_name: str, question: str) -> None:
    """E5: the administrator needs to know more before deciding."""
    notify(to, "question", {"first_name": first_name, "question": question})


def notify_word(to: str, first_name: str) -> None:
    """The service desk wrote in the thread of the request; what it wrote is read after signing in."""
    notify(to, "word", {"first_name": first_name})


def notify_standing(to: str, first_name: str, kind: str, reason: str = "") -> None:
    """The account was `suspended`, `reactivated` or `closed`."""
    notify(to, kind, {"first_name": first_name, "reason": reason})


def notify_change(to: str, first_name: str, *, accepted: bool, reason: str = "", address: str = "") -> None:
    """A change of profile was decided. `address`: the new box it opened, if any."""
    context = {"first_name": first_name, "accepted": accepted, "reason": reason, "address": address}
    notify(to, "change_decided", context)


def notify_queue(to: str, first_name: str, *, new: int, waiting: int, oldest_hours: int) -> None:
    """E7: one digest for an administrator, however many requests came."""
    counts = {"new": new, "waiting": waiting, "oldest_hours": oldest_hours}
    notify(to, "queue", {"first_name": first_name, **counts})


@transaction.atomic
def choose_alerts(user: "AbstractBaseUser", address: str, pace: str, quiet: Quiet) -> None:
    """The pace of this box, and the quiet hours of all. What waits to be told goes with the wish to be told."""
    chosen: dict[str, object] = {"pace": pace} | ({"due_at": None} if pace == Alert.Pace.NONE else {})
    Alert.objects.update_or_create(user_id=user.pk, address=address, defaults=chosen)
    hours = {"starts": quiet.starts, "ends": quiet.ends, "days": sorted(quiet.days)}
    QuietHours.objects.update_or_create(user_id=user.pk, defaults=hours)
    trace(user, "alerts.chosen", None, pace=pace)


def tell_later(user: "AbstractBaseUser", address: str, at: datetime) -> None:
    """The first news sets the hour; what comes until then is told with it."""
    alert, _ = Alert.objects.get_or_create(user_id=user.pk, address=address)
    Alert.objects.filter(pk=alert.pk, due_at=None).update(due_at=at)


def notify_digest(to: str, first_name: str, boxes: list[str]) -> None:
    """One letter for all that came into these boxes since the last."""
    notify(to, "digest", {"first_name": first_name, "boxes": boxes})
