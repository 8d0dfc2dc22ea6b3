"""The structures of the country: kept in memory, because thousands of people share one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random

from medimail.demo.nation import numbers
from medimail.demo.nation.addresses import Addresses, label
from medimail.demo.nation.kinds import KINDS, Kind
from medimail.demo.nation.names import last_name, plain
from medimail.demo.nation.shapes import Place, Service
from medimail.demo.nation.streets import KINDS as STREET_KINDS
from medimail.demo.nation.streets import NAMES as STREETS
from medimail.demo.nation.towns import Town, by_weight, of_department

_WITH_ENTITY = {"HOP", "CLI", "EHP"}
_KIND = {kind.code: kind for kind in KINDS}


def town_name(town: Town) -> str:
    """« PARIS » and not its fifteenth district."""
    return plain(town.name.split()[0] if town.name.endswith("Arrondissement") else town.name)


def _of(town: str) -> str:
    """« DU MANS », « DES ABYMES », « D'EVREUX », « DE L'UNION »."""
    for article, contracted in (("LE ", "DU "), ("LES ", "DES ")):
        if town.startswith(article):
            return contracted + town.removeprefix(article)
    return f"D'{town}" if town[0] in "AEIOUY" else f"DE {town}"


def address(rng: Random, place: Place, town: Town) -> Place:
    """Put this place somewhere in this town."""
    place.postcode, place.town, place.commune_code = town.postcode, town.name, town.commune_code
    place.street_kind = STREET_KINDS[int(rng.random() * len(STREET_KINDS))][0]
    place.street = STREETS[int(rng.random() * len(STREETS))]
    place.street_number = str(1 + int(rng.random() ** 3 * 240)) if rng.random() < 0.93 else ""
    if rng.random() < 0.12:
        place.complement = f"BATIMENT {'ABCDEF'[int(rng.random() * 6)]}"
    return place


@dataclass(slots=True)
class Structures:
    by_place: dict[tuple[str, int], list[Place]] = field(default_factory=dict)
    by_kind: dict[str, list[Place]] = field(default_factory=dict)
    _near: dict[tuple[str, int], list[Place]] = field(default_factory=dict)

    def near(self, code: str, town: Town) -> list[Place]:
        """Those of the town; else of its department; else any."""
        found = self._near.get((code, town.index))
        if found is None:
            found = self._near[code, town.index] = self._look(code, town)
        return found

    def _look(self, code: str, town: Town) -> list[Place]:
        if here := self.by_place.get((code, town.index)):
            return here
        around = [place for one in of_department(town.department) for place in self.by_place.get((code, one.index), ())]
        return around or self.by_kind[code]

    def add(self, code: str, town: Town, place: Place) -> None:
        self.by_place.setdefault((code, town.index), []).append(place)
        self.by_kind.setdefault(code, []).append(place)


def build(rng: Random, professionals: int, addresses: Addresses) -> Structures:
    found, ranks = Structures(), Counter[str]()
    for kind in KINDS:
        for _ in range(max(2, round(professionals * 0.05 * kind.share))):
            town = any_town(rng)
            ranks[town.department] += 1
            order = (ranks.total(), ranks[town.department])
            found.add(kind.code, town, _structure(rng, kind, town, order, addresses))
    return found


def _structure(rng: Random, kind: Kind, town: Town, orders: tuple[int, int], addresses: Addresses) -> Place:
    order, rank = orders
    pattern = kind.names[int(rng.random() * len(kind.names))]
    name = pattern.format(town=town_name(town), of_town=_of(town_name(town)), name=last_name(rng))
    place = address(rng, Place(name, town.postcode, town.name, sector=kind.sector, cedex=kind.cedex), town)
    if kind.code != "MSP" or rng.random() < 0.3:
        place.finess = numbers.finess(town.department, rank)
        place.legal_finess = numbers.finess(town.department, rank, legal=True) if kind.code in _WITH_ENTITY else ""
    place.siret = numbers.siret(order)
    place.brand = f"{name} {town_name(town)}"[:60] if rng.random() < 0.15 else ""
    place.domain = addresses.domain(name if "town}" in pattern else f"{name} {town_name(town)}")
    if rng.random() < 0.8:
        place.phone = numbers.phone(town.postcode, order)
        place.fax = numbers.phone(town.postcode, order + 1) if rng.random() < 0.3 else ""
    if rng.random() < 0.4:
        place.email = f"contact@{label(name)}.example"
    return place


def services(rng: Random, structures: Structures, addresses: Addresses) -> Iterator[Service]:
    for code, places in structures.by_kind.items():
        kind = _KIND[code]
        for place in places:
            for service in _chosen(rng, kind):
                yield Service(_box(service, place, kind, addresses), service, place, rng.random() < 0.7)


def _chosen(rng: Random, kind: Kind) -> list[str]:
    """On average as many as the kind says, between a half more and a half less."""
    wanted = int(kind.boxes * (0.5 + rng.random()) + rng.random())
    return rng.sample(kind.services, min(wanted, len(kind.services)))


def _box(service: str, place: Place, kind: Kind, addresses: Addresses) -> str:
    local = _label(service) if service else {"PHA": "pharmacie", "MSP": "cabinet"}[kind.code]
    return addresses.free(local, place.domain)


@cache
def _label(service: str) -> str:
    return label(service)


def any_town(rng: Random) -> Town:
    table = by_weight()
    return table[int(rng.random() * len(table))]
