"""Which domains this operator hosts, and who gets an address in which."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import nomenclature
from medimail.mailboxes.addressing import CATCH_ALL
from medimail.mailboxes.errors import DomainKnown
from medimail.mailboxes.models import Domain, DomainRule


@transaction.atomic
def host_domains() -> None:
    """The national scheme: domains of every region with a short code, their rules, and the internal domain.

    Run twice, it adds what is new and keeps what an operator changed.
    """
    Domain.objects.bulk_create(_national_scheme(), ignore_conflicts=True)
    DomainRule.objects.bulk_create(_national_rules(), ignore_conflicts=True)


@transaction.atomic
def add_domain(by: User, name: str, *, region_code: str = "", finess: str = "") -> Domain:
    """A domain of its own for a structure (`finess`), or one more for a region. Raises `DomainKnown`."""
    domain, created = Domain.objects.get_or_create(
        name=name.lower(), defaults={"region_code": region_code, "finess": finess}
    )
    if not created:
        raise DomainKnown(name)
    trace(by, "domain.added", domain)
    return domain


@transaction.atomic
def rule(by: User, region_code: str, profession_code: str, domain_name: str) -> None:
    """From now on these people get their address there; addresses already given stay. Empty profession: catch-all."""
    found, _ = DomainRule.objects.update_or_create(
        region_code=region_code,
        profession_code=profession_code,
        defaults={"domain": Domain.objects.get(name=domain_name, external=True)},
    )
    trace(by, "domain.ruled", found, domain=domain_name)


def _national_scheme() -> Iterable[Domain]:
    yield Domain(name=settings.INTERNAL_DOMAIN, external=False)
    labels = {profession.subdomain for profession in nomenclature.professions()} - {""} | {CATCH_ALL, "org"}
    for region in _served():
        for label in sorted(labels):
            yield Domain(name=_name(label, region), region_code=region.code, label=label)


def _national_rules() -> Iterable[DomainRule]:
    for region in _served():
        yield DomainRule(region_code=region.code, domain_id=_name(CATCH_ALL, region))
        for profession in nomenclature.professions():
            name = _name(profession.subdomain or CATCH_ALL, region)
            yield DomainRule(region_code=region.code, profession_code=profession.code, domain_id=name)


def _served() -> list[nomenclature.Region]:
    return [region for region in nomenclature.regions() if region.short_code]


def _name(label: str, region: nomenclature.Region) -> str:
    return f"{label}.{region.short_code}.mssante.fr"
