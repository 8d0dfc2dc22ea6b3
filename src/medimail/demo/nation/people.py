"""One invented professional after the other. All that is drawn comes from one stream, so a seed says all."""

from collections.abc import Iterator
from functools import cache
from random import Random

from medimail.demo.nation import numbers
from medimail.demo.nation.addresses import of_profession, region_of
from medimail.demo.nation.names import Name, draw
from medimail.demo.nation.professions import MEMBERS, TITLED, WITH_ADELI, boxes_of, specialities, women
from medimail.demo.nation.shapes import Box, Person, Place
from medimail.demo.nation.structures import any_town
from medimail.demo.nation.towns import Town
from medimail.demo.nation.workplaces import Country, workplaces


def people(rng: Random, country: Country, indices: range) -> Iterator[Person]:
    name, previous = None, None
    for index in indices:
        previous = name
        profession = MEMBERS[int(rng.random() * len(MEMBERS))]
        name = draw(rng, women(profession))
        if previous and rng.random() < 0.015:
            name = previous
        yield _person(rng, country, index, profession, name)


def _person(rng: Random, country: Country, index: int, profession: str, name: Name) -> Person:
    found = Person(numbers.rpps(index, country.seed), name.last, name.first, profession)
    found.civility = "MME" if name.female else "M"
    town = any_town(rng)
    if profession in TITLED:
        found.title = "PR" if profession == "10" and rng.random() < 0.02 else "DR"
    if profession in WITH_ADELI and rng.random() < 0.05:
        _keep_adeli(found, country, town)
    own = specialities(profession)
    if own:
        found.speciality = own[int(rng.random() * len(own))]
        found.second_speciality = own[int(rng.random() * len(own))] if rng.random() < 0.08 else ""
    found.category = "C" if rng.random() < 0.965 else "EM"[rng.random() < 0.15]
    found.places = tuple(workplaces(rng, country, found, town))
    if rng.random() < boxes_of(profession):
        found.boxes = tuple(_boxes(rng, country, found, town))
    return found


def _keep_adeli(person: Person, country: Country, town: Town) -> None:
    """Those not yet moved to the RPPS."""
    register = f"{town.department[:2]}{person.profession}"
    if country.registered[register] < 9_999:
        country.registered[register] += 1
        person.identifier_type = "ADELI"
        person.number = numbers.adeli(town.department, person.profession, country.registered[register])


def _boxes(rng: Random, country: Country, person: Person, town: Town) -> Iterator[Box]:
    """A few have two at two operators; of some the same address stands on two lines, one for each activity."""
    place = person.places[0] if person.places and rng.random() < 0.55 else None
    paperless = rng.random() < 0.8
    found = Box(_address(rng, country, person, town, place), place, paperless)
    yield found
    if rng.random() < 0.05:
        domain = of_profession(person.profession, region_of(town.department))
        yield Box(country.addresses.person(person.first_name, person.last_name, domain), None, paperless)
    if len(person.places) > 1 and rng.random() < 0.01:
        yield Box(found.address, person.places[1], paperless)


def _address(rng: Random, country: Country, person: Person, town: Town, place: Place | None) -> str:
    kind = rng.random()
    if place and place.domain and kind < 0.4:
        domain = place.domain
    else:
        domain = _domain(person.profession, town.department, national=kind < 0.75)
    return country.addresses.person(person.first_name, person.last_name, domain)


@cache
def _domain(profession: str, department: str, *, national: bool) -> str:
    return of_profession(profession, "" if national else region_of(department))
