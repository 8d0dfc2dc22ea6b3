from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction

from medimail.accounts.models import Profile, User
from medimail.audit.actions import trace
from medimail.lib import nomenclature
from medimail.lib.addresses import local_parts
from medimail.mailboxes.addressing import CATCH_ALL, domain_for, kind_for
from medimail.mailboxes.models import Domain, Mailbox


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
def host_domains() -> None:
    """Create the domains of every region with a short code, and the internal one. Run twice, it adds what is new."""
    Domain.objects.bulk_create(_national_scheme(), ignore_conflicts=True)


def _national_scheme() -> Iterable[Domain]:
    yield Domain(name=settings.INTERNAL_DOMAIN, external=False)
    labels = {profession.subdomain for profession in nomenclature.professions()} - {""} | {CATCH_ALL, "org"}
    for region in (region for region in nomenclature.regions() if region.short_code):
        for label in sorted(labels):
            yield Domain(name=f"{label}.{region.short_code}.mssante.fr", region_code=region.code, label=label)
