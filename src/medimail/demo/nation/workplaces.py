"""Where one practises: in a structure of the country, or by oneself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from medimail.demo.nation import numbers
from medimail.demo.nation.addresses import Addresses, label
from medimail.demo.nation.kinds import OWN, where
from medimail.demo.nation.names import plain
from medimail.demo.nation.shapes import Person, Place
from medimail.demo.nation.structures import Structures, address, any_town
from medimail.demo.nation.towns import Town, of_department

_PLACES = (0,) * 20 + (1,) * 140 + (2,) * 33 + (3,) * 6 + (4,)
_OWN_NAMES = {
    **dict.fromkeys(("10", "40"), ("CABINET DU DR {first} {last}", "CABINET DU DR {last}", "")),
    "60": ("CABINET INFIRMIER {last}", "CABINET DE SOINS INFIRMIERS {last}", ""),
    "70": ("CABINET DE KINESITHERAPIE {last}", "CABINET DE MASSO-KINESITHERAPIE {last}", ""),
    "28": ("OPTIQUE {last}", "LUNETTERIE {last}"),
    "26": ("AUDITION {last}",),
}


@dataclass(slots=True)
class Country:
    """All that is shared by its people."""

    seed: int
    structures: Structures
    addresses: Addresses
    practices: int = 0
    registered: Counter[str] = field(default_factory=Counter)


def workplaces(rng: Random, country: Country, person: Person, town: Town) -> Iterator[Place]:
    """Rarely the same twice: the real files have such lines too."""
    former: Place | None = None
    for rank in range(_PLACES[int(rng.random() * len(_PLACES))]):
        if rank:
            town = _neighbour(rng, town)
        place = workplace(rng, country, person, town)
        former = workplace(rng, country, person, any_town(rng)) if place is former else place
        yield former


def workplace(rng: Random, country: Country, person: Person, town: Town) -> Place:
    kinds = where(person.profession)
    code = kinds[int(rng.random() * len(kinds))]
    if code == OWN:
        return _practice(rng, country, person, town)
    near = country.structures.near(code, town)
    return near[int(rng.random() * len(near))]


def _neighbour(rng: Random, town: Town) -> Town:
    """A second place is seldom far."""
    if rng.random() < 0.1:
        return any_town(rng)
    around = of_department(town.department)
    return around[int(rng.random() * len(around))]


def _practice(rng: Random, country: Country, person: Person, town: Town) -> Place:
    country.practices += 1
    names = _OWN_NAMES.get(person.profession, ("CABINET {first} {last}", "{last} {first}", ""))
    name = names[int(rng.random() * len(names))]
    if name:
        name = name.format(last=person.last_name, first=plain(person.first_name))
    place = address(rng, Place(name, town.postcode, town.name), town)
    if rng.random() < 0.7:
        place.siret = numbers.siret(1_000_000 + country.practices)
    elif person.identifier_type == "RPPS":
        place.rank = f"{person.number}{country.practices % 1000:03}"
    if rng.random() < 0.75:
        order = country.practices
        place.phone = numbers.phone(town.postcode, order)
        place.phone_2 = numbers.mobile(order) if rng.random() < 0.15 else ""
    if rng.random() < 0.12:
        place.email = f"{label(person.last_name)}@cabinet.example"
    return place
