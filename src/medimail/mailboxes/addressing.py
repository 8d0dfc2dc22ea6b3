"""Which domain and kind a box gets: the structure's own domain, else (region, profession) → domain as data."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from medimail.accounts.models import Profile
from medimail.mailboxes.errors import NoDomain
from medimail.mailboxes.models import Domain, DomainRule, Mailbox

CATCH_ALL = "pro"
ORGANISATIONS = "org"


def kind_for(profile: Profile) -> Mailbox.Kind:
    """R-BAL-1: never picked by name. ADELI identifies, but the national address needs an RPPS number (a setting)."""
    enough = profile.identifier_type == Profile.IdentifierType.RPPS or not settings.PER_NEEDS_RPPS
    return Mailbox.Kind.PER if profile.national_id and enough else Mailbox.Kind.MED


@dataclass(frozen=True, slots=True)
class Choices:
    """The domains that some people may get."""

    internal: Domain | None
    of_structure: dict[str, Domain]
    of_rule: dict[tuple[str, str], Domain]

    def choose(self, profile: Profile, kind: Mailbox.Kind) -> Domain | None:
        if kind == Mailbox.Kind.MED:
            return self.internal
        region, profession = profile.region_code, profile.profession_code
        own = self.of_structure.get(profile.finess) if profile.finess else None
        return own or self.of_rule.get((region, profession)) or self.of_rule.get((region, ""))


def choices_for(profiles: Iterable[Profile]) -> Choices:
    """Three queries, whatever the number of people."""
    everyone = list(profiles)
    rules = DomainRule.objects.filter(region_code__in={profile.region_code for profile in everyone})
    structures = {profile.finess for profile in everyone} - {""}
    own = Domain.objects.filter(finess__in=structures).order_by("-name")
    return Choices(
        internal=Domain.objects.filter(name=settings.INTERNAL_DOMAIN).first(),
        of_structure={domain.finess: domain for domain in own},
        of_rule={(rule.region_code, rule.profession_code): rule.domain for rule in rules.select_related("domain")},
    )


def domain_for(profile: Profile, kind: Mailbox.Kind) -> Domain:
    """Raises `NoDomain` when this operator hosts none for the person."""
    found = choices_for([profile]).choose(profile, kind)
    if found is None:
        raise NoDomain(f"region {profile.region_code}")
    return found


def domain_of_structure(finess: str, region_code: str) -> Domain | None:
    """For shared boxes: the structure's own domain, else `org.<region>`."""
    own = Domain.objects.filter(finess=finess, external=True).order_by("name").first() if finess else None
    return own or Domain.objects.filter(region_code=region_code, label=ORGANISATIONS, external=True).first()
