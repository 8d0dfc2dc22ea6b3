"""Which domain and kind a box gets: data decides, (region, profession) → domain, catch-all `pro.<region>` otherwise."""

from django.conf import settings

from medimail.accounts.models import Profile
from medimail.lib import nomenclature
from medimail.mailboxes.models import Domain, Mailbox

CATCH_ALL = "pro"


def kind_for(profile: Profile) -> Mailbox.Kind:
    """R-BAL-1: never picked by name. A national address needs an RPPS number; ADELI only identifies."""
    has_rpps = profile.identifier_type == Profile.IdentifierType.RPPS and profile.national_id
    return Mailbox.Kind.PER if has_rpps else Mailbox.Kind.MED


def domain_for(profile: Profile, kind: Mailbox.Kind) -> Domain:
    """The profession's domain in the person's region, else the region's catch-all.

    Raises `Domain.DoesNotExist` when neither is hosted.
    """
    if kind == Mailbox.Kind.MED:
        return Domain.objects.get(name=settings.INTERNAL_DOMAIN)
    profession = nomenclature.profession(profile.profession_code)
    labels = [label for label in (profession.subdomain if profession else "", CATCH_ALL) if label]
    hosted = Domain.objects.filter(region_code=profile.region_code, label__in=labels, external=True)
    found = {domain.label: domain for domain in hosted}
    for label in labels:
        if label in found:
            return found[label]
    raise Domain.DoesNotExist(f"no domain for region {profile.region_code}")
