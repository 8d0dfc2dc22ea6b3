"""The three files, written as the people come: no person is kept."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from random import Random

from medimail.demo.nation import changes, columns, lines, structures
from medimail.demo.nation.addresses import Addresses
from medimail.demo.nation.outputs import Output
from medimail.demo.nation.people import people
from medimail.demo.nation.shapes import Person
from medimail.demo.nation.spoiling import SPOILED, Spoiler
from medimail.demo.nation.workplaces import Country

MAILBOXES = "Extraction_Correspondance_MSSante"
ACTIVITIES = "PS_LibreAcces_Personne_activite"
SPECIALITIES = "PS_LibreAcces_SavoirFaire"
_FILES = {
    "mailboxes": (MAILBOXES, columns.MAILBOXES, 0.3),
    "activities": (ACTIVITIES, columns.ACTIVITIES, 1.24),
    "specialities": (SPECIALITIES, columns.SPECIALITIES, 0.2),
}


def write(
    folder: Path,
    *,
    professionals: int,
    seed: int = 1,
    date: str,
    changed: float = 0.0,
    spoiled: bool = False,
    also: Sequence[Person] = (),
) -> list[Path]:
    """The national files of one moment (`date` is AAAAMMJJhhmm), in this order: mailboxes, activities, specialities.

    The same seed and size give the same bytes. With `changed`, those of a later day: another date, other changes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(f"{seed} {professionals}")  # noqa: S311 (names, no secrets)
    later = Random(f"{seed} {date}")  # noqa: S311
    addresses = Addresses(box.address for person in also for box in person.boxes)
    country = Country(seed, structures.build(rng, professionals, addresses), addresses)
    services = structures.services(rng, country.structures, addresses)
    persons = people(rng, country, range(professionals))
    if changed:
        changes.rename(later, country.structures, changed)
        services = changes.services(later, services, changed)
        persons = changes.persons(later, country, persons, professionals, changed)
    with ExitStack() as open_files:
        outputs = [open_files.enter_context(_output(folder, file, date, professionals, spoiled)) for file in _FILES]
        outputs[0].add(map(lines.service, services))
        _add(outputs, chain(also, persons))
    return [output.path for output in outputs]


def _output(folder: Path, file: str, date: str, professionals: int, spoiled: bool) -> Output:
    name, header, share = _FILES[file]
    step = int(professionals * share) // (len(SPOILED[file]) * 4)
    return Output(
        folder / f"{name}_{date}.txt",
        header,
        closed_lines=file != "mailboxes",
        spoiler=Spoiler(file, step) if spoiled else None,
    )


def _add(outputs: list[Output], persons: Iterator[Person]) -> None:
    mailboxes, activities, specialities = outputs
    for person in persons:
        activities.add(lines.activities(person))
        if person.boxes:
            mailboxes.add(lines.mailboxes(person))
        if person.speciality:
            specialities.add(lines.specialities(person))
