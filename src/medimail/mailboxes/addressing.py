"""Which domain and kind a box gets: data decides, (region, profession) → domain, catch-all `pro.<region>` otherwise."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q

from medimail.accounts.models import Profile
from medimail.lib import nomenclature
from medimail.mailboxes.errors import NoDomain
from medimail.mailboxes.models import Domain, Mailbox

CATCH_ALL = "pro"


def kind_for(profile: Profile) -> Mailbox.Kind:
    """R-BAL-1: never picked by name. A national address needs an RPPS number; ADELI only identifies."""
    has_rpps = profile.identifier_type == Profile.IdentifierType.RPPS and profile.national_id
    return Mailbox.Kind.PER if has_rpps else Mailbox.Kind.MED


def domain_for(profile: Profile, kind: Mailbox.Kind) -> Domain:
    """The profession's domain in the person's region, else the region's catch-all.

    Raises `NoDomain` when neither is hosted.
    """
    found = choose(profile, kind, hosted([profile.region_code]))
    if found is None:
        raise NoDomain(f"region {profile.region_code}")
    return found


def hosted(region_codes: Iterable[str]) -> list[Domain]:
    """Every domain that people of these regions may get; one query."""
    return list(Domain.objects.filter(Q(region_code__in=region_codes) | Q(name=settings.INTERNAL_DOMAIN)))


def choose(profile: Profile, kind: Mailbox.Kind, domains: list[Domain]) -> Domain | None:
    if kind == Mailbox.Kind.MED:
        return next((domain for domain in domains if domain.name == settings.INTERNAL_DOMAIN), None)
    profession = nomenclature.profession(profile.profession_code)
    found = {domain.label: domain for domain in domains if domain.region_code == profile.region_code}
    return found.get(profession.subdomain if profession else "") or found.get(CATCH_ALL)
