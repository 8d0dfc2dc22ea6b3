"""A box opens, follows its holder, is suspended, is closed."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from medimail.accounts.models import Profile, User
from medimail.audit.actions import trace
from medimail.lib.addresses import local_parts
from medimail.mailboxes.actions.announcing import announce
from medimail.mailboxes.actions.cutting import cut_off
from medimail.mailboxes.actions.inviting import welcome
from medimail.mailboxes.addressing import domain_for, kind_for
from medimail.mailboxes.models import Domain, Grant, Mailbox

PERSONAL = (Mailbox.Kind.PER, Mailbox.Kind.MED)


@transaction.atomic
def open_mailbox(holder: User, *, by: User | None) -> Mailbox:
    """Open the PER or MED box that the holder's profile calls for; a second call answers the box already open.

    Raises `NoDomain`.
    """
    # The lock makes two administrators who accept at once open one box.
    profile = Profile.objects.select_for_update(of=("self",)).select_related("user").get(user=holder)
    kind = kind_for(profile)
    existing = Mailbox.objects.filter(holder=holder, kind=kind).exclude(state=Mailbox.State.CLOSED).first()
    if existing:
        return existing
    box = _claim_address(profile, kind)
    trace(by, "mailbox.opened", box, kind=kind)
    announce(holder)
    welcome(holder)
    return box


def _claim_address(profile: Profile, kind: Mailbox.Kind) -> Mailbox:
    """The unique constraint is the judge: homonyms decided at the same instant get different suffixes."""
    domain = domain_for(profile, kind)
    for local_part in local_parts(profile.user.first_name, profile.user.last_name):
        address = f"{local_part}@{domain.name}"
        if Mailbox.objects.filter(address=address).exists():
            continue
        try:
            with transaction.atomic():
                return _create(profile, kind, address, domain)
        except IntegrityError:
            continue
    raise RuntimeError("no free address left for this name")


def _create(profile: Profile, kind: Mailbox.Kind, address: str, domain: Domain) -> Mailbox:
    return Mailbox.objects.create(
        kind=kind,
        address=address,
        domain=domain,
        display_name=profile.user.full_name,
        holder=profile.user,
        red_list=not profile.in_mssante_directory,
        paperless=profile.paperless,
        quota_bytes=settings.MAILBOX_QUOTA_BYTES,
    )


@transaction.atomic
def suspend_boxes(holder: User, *, by: User | None) -> None:
    _move_boxes(holder, Mailbox.State.ACTIVE, Mailbox.State.SUSPENDED, by)
    _change_rights(holder, "suspended", by, suspended=True)


@transaction.atomic
def reactivate_boxes(holder: User, *, by: User | None) -> None:
    _move_boxes(holder, Mailbox.State.SUSPENDED, Mailbox.State.ACTIVE, by)
    _change_rights(holder, "resumed", by, suspended=False)


@transaction.atomic
def close_boxes(holder: User, *, by: User | None) -> None:
    """The rows stay, so that no address is ever given twice."""
    for state in (Mailbox.State.ACTIVE, Mailbox.State.SUSPENDED):
        _move_boxes(holder, state, Mailbox.State.CLOSED, by)
    _change_rights(holder, "ended", by, ended_at=timezone.now())


def _change_rights(person: User, how: str, by: User | None, **changes: bool | datetime) -> None:
    """On boxes of others: who is suspended or gone opens none, at once."""
    rights = Grant.objects.select_for_update(of=("self",)).filter(person=person, ended_at=None)
    for right in rights.select_related("mailbox").order_by("mailbox"):
        Grant.objects.filter(pk=right.pk).update(**changes)
        trace(by, f"right.{how}", right.mailbox)
        cut_off(right.mailbox)


def _move_boxes(holder: User, before: Mailbox.State, after: Mailbox.State, by: User | None) -> None:
    for box in Mailbox.objects.select_for_update().filter(holder=holder, kind__in=PERSONAL, state=before):
        box.state = after
        box.save(update_fields=["state"])
        trace(by, f"mailbox.{after}", box)
        cut_off(box)
    announce(holder)


@transaction.atomic
def follow_profile(holder: User) -> None:
    """What correspondents and the directory see of the personal boxes is what the profile says now."""
    profile = Profile.objects.select_related("user").get(user=holder)
    Mailbox.objects.filter(holder=holder, kind__in=PERSONAL).exclude(state=Mailbox.State.CLOSED).update(
        display_name=profile.user.full_name, red_list=not profile.in_mssante_directory, paperless=profile.paperless
    )
    announce(holder)
