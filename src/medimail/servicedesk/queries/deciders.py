from dataclasses import dataclass

from medimail.accounts.models import Profile
from medimail.servicedesk.access import at_work


@dataclass(frozen=True, slots=True)
class Deciders:
    region: str
    structure: str
    """Name of the person's structure when it has administrators of its own, who may decide too."""


def deciders_of(profile: Profile) -> Deciders:
    own = at_work().filter(structure__finess=profile.finess).select_related("structure").first()
    name = own.structure.name if profile.finess and own and own.structure else ""
    return Deciders(region=profile.region_label, structure=name)
