"""Which address people of a region get, for the operator's table."""

from dataclasses import dataclass

from medimail.lib import nomenclature
from medimail.mailboxes.models import Domain, DomainRule

_STRUCTURES = 200


@dataclass(frozen=True, slots=True)
class RuleLine:
    profession_code: str
    """Empty for the region's catch-all."""
    profession: str
    domain: str
    """Empty where the catch-all applies."""


def rule_lines(region_code: str) -> list[RuleLine]:
    """One line per profession, after that of all the others."""
    rules = DomainRule.objects.filter(region_code=region_code).values_list("profession_code", "domain")
    known = dict(rules)
    everyone = [("", "Toutes les autres professions")]
    everyone += [(one.code, one.label) for one in nomenclature.professions()]
    return [RuleLine(code, label, known.get(code, "")) for code, label in everyone]


def region_domains(region_code: str) -> list[str]:
    """Those a rule of this region may name."""
    hosted = Domain.objects.filter(region_code=region_code, external=True, finess="")
    return list(hosted.order_by("name").values_list("name", flat=True))


def domains_of_structures() -> list[Domain]:
    return list(Domain.objects.exclude(finess="").order_by("name")[:_STRUCTURES])
