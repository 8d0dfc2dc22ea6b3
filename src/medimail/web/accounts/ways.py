"""The ways in beside an address and a password, as the sign-in page offers them."""

from dataclasses import dataclass

from medimail.accounts.models import Portal
from medimail.accounts.queries import portals
from medimail.lib import nomenclature
from medimail.web.providers import psc_start, start_of


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    url: str


def ways(region_code: str) -> dict[str, object]:
    """One query, and never a question to a provider: this page opens when all of them are down."""
    found = portals()
    regions = {portal.region_code: nomenclature.region_label(portal.region_code) for portal in found}
    return {
        "psc": psc_start(),
        "regions": sorted(regions.items(), key=lambda region: region[1]),
        "region": region_code if region_code in regions else "",
        "portals": [_way(portal) for portal in found if portal.region_code == region_code],
    }


def _way(portal: Portal) -> Way:
    return Way(f"{portal.name} - {nomenclature.region_label(portal.region_code)}", start_of(portal))
