from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.regions.access import notice_for, own_region
from medimail.regions.errors import AlreadySaid, ChangedSince
from medimail.regions.models import HelpDesk, Notice


@dataclass(frozen=True, slots=True)
class Contacts:
    name: str
    phone: str = ""
    email: str = ""
    hours: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says, to whom and when. `ends_at` lies after `starts_at`."""

    title: str
    text: str
    starts_at: datetime
    ends_at: datetime | None = None
    region_code: str = ""


@transaction.atomic
def keep_contacts(user: User, region_code: str, contacts: Contacts) -> HelpDesk:
    """`contacts` has a phone or a mail address."""
    code = own_region(user, region_code)
    desk, _ = HelpDesk.objects.update_or_create(region_code=code, defaults=asdict(contacts))
    trace(user, "helpdesk.kept", desk)
    return desk


@transaction.atomic
def publish(user: User, words: Words) -> Notice:
    """The same words twice are one notice; `AlreadySaid` when only their beginning is the same."""
    own_region(user, words.region_code)
    values = asdict(words)
    key = {name: values.pop(name) for name in ("title", "region_code", "starts_at")}
    notice, created = Notice.objects.get_or_create(**key, defaults={**values, "author": user})
    if created:
        trace(user, "notice.published", notice, region=notice.region_code)
    elif (notice.text, notice.ends_at) != (words.text, words.ends_at):
        raise AlreadySaid
    return notice


@transaction.atomic
def rewrite(user: User, pk: int, words: Words, *, read: int) -> Notice:
    """`read` is the version that was on the screen. Raises `ChangedSince` and `AlreadySaid`."""
    own_region(user, words.region_code)
    notice = _locked(user, pk)
    if all(getattr(notice, name) == value for name, value in asdict(words).items()):
        return notice
    if notice.version != read:
        raise ChangedSince
    for name, value in asdict(words).items():
        setattr(notice, name, value)
    notice.version += 1
    try:
        with transaction.atomic():
            notice.save()
    except IntegrityError as twin:
        raise AlreadySaid from twin
    trace(user, "notice.rewritten", notice, version=notice.version)
    return notice


@transaction.atomic
def end(user: User, pk: int) -> Notice:
    """It leaves the sign-in page at once; one that has not begun is never shown."""
    notice = _locked(user, pk)
    if not notice.is_over():
        notice.ends_at = max(timezone.now(), notice.starts_at)
        notice.save(update_fields=["ends_at"])
        trace(user, "notice.ended", notice)
    return notice


def _locked(user: User, pk: int) -> Notice:
    """Access first, then the lock."""
    return Notice.objects.select_for_update(of=("self",)).get(pk=notice_for(user, pk).pk)
