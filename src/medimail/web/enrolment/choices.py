"""National tables as lists to choose from."""

from itertools import groupby

from medimail.lib import nomenclature

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]
NONE_CHOSEN: Choice = ("", "Choisissez dans la liste")


def professions() -> list[Choice]:
    return [NONE_CHOSEN, *((one.code, one.label) for one in nomenclature.professions())]


def specialities() -> list[Choice | Group]:
    """One group per profession, named after it: profile.js shows only the group of the chosen one."""
    groups = (
        (profession.label, [(one.code, one.label) for one in nomenclature.specialities(profession.code)])
        for profession in nomenclature.professions()
    )
    return [("", "Aucune"), *(group for group in groups if group[1])]


def regions() -> list[Choice]:
    return [NONE_CHOSEN, *((one.code, one.label) for one in nomenclature.regions())]


def departments() -> list[Choice | Group]:
    """One group per region, named after it."""
    names = {region.code: region.label for region in nomenclature.regions()}
    ordered = sorted(nomenclature.departments(), key=lambda one: (names.get(one.region_code, ""), one.code))
    groups = groupby(ordered, key=lambda one: names.get(one.region_code, "Autres territoires"))
    found = ((name, [(one.code, f"{one.label} ({one.code})") for one in members]) for name, members in groups)
    return [NONE_CHOSEN, *found]
