"""The day after: a third of the changed lines altered, a third gone, a third new. All other lines keep their bytes."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from medimail.demo.nation.names import last_name
from medimail.demo.nation.people import people
from medimail.demo.nation.shapes import Person, Service
from medimail.demo.nation.structures import Structures, any_town
from medimail.demo.nation.workplaces import Country, workplace

_NEW_PRACTICES = 5_000_000  # their numbers are apart, or all those after would shift
_LARGE = {"HOP", "CLI"}  # a hospital renamed would alter one line in fifty alone


def rename(rng: Random, structures: Structures, share: float) -> None:
    """Half of what is altered; only every second activity is in a structure that can be renamed."""
    for code, places in structures.by_kind.items():
        for place in places if code not in _LARGE else ():
            if rng.random() < share / 6:
                place.name = f"{place.name} {last_name(rng)}"


def services(rng: Random, found: Iterator[Service], share: float) -> Iterator[Service]:
    for service in found:
        fate = rng.random() / share
        if fate < 1 / 3:
            continue
        yield replace(service, paperless=not service.paperless) if fate < 7 / 12 else service
        if fate > 7 / 12 and fate < 11 / 12:
            yield Service(f"nouveau.{service.address}", "Téléconsultation", service.place)


def persons(
    rng: Random, country: Country, found: Iterator[Person], professionals: int, share: float
) -> Iterator[Person]:
    apart, new = replace(country, practices=_NEW_PRACTICES), 0
    for person in found:
        fate = rng.random() / share
        new += 2 / 3 < fate < 1
        if fate < 1 / 3:
            continue
        if fate < 7 / 12:
            _move(rng, apart, person)
        yield person
    # At the end: their addresses must not take the numbers of homonyms that were here before.
    yield from people(rng, apart, range(professionals, professionals + new))


def _move(rng: Random, country: Country, person: Person) -> None:
    former = person.places[0] if person.places else None
    place = workplace(rng, country, person, any_town(rng))
    person.places = (place, *person.places[1:])
    for box in person.boxes:
        if box.place is former and former:
            box.place = place
