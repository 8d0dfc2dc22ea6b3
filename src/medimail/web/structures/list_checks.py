"""What one line of a list of structures must be: the rules of the form, without its cost for thousands of lines."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from medimail.lib import nomenclature
from medimail.lib.national_numbers import check_finess, check_siret
from medimail.web.fields import refuse_controls
from medimail.web.structures.forms import NUMBER, POSTCODE, WRONG_POSTCODE

Values = Mapping[str, str]


def _name(said: Values) -> str:
    if not said["name"]:
        return "Le nom manque. Écrivez-le dans la première colonne."
    return "" if len(said["name"]) <= 150 else "Le nom dépasse 150 caractères. Raccourcissez-le."


def _signs(said: Values) -> str:
    try:
        refuse_controls(said["name"] + said["town"])
    except ValidationError as problem:
        return str(problem.message)
    return "" if len(said["town"]) <= 80 else "La ville dépasse 80 caractères. Raccourcissez-la."


def _numbers(said: Values) -> str:
    if not (said["finess"] or said["siret"]):
        return NUMBER
    wrong = check_finess(said["finess"]) if said["finess"] else None
    return wrong or (check_siret(said["siret"]) if said["siret"] else None) or ""


def _place(said: Values) -> str:
    if said["postcode"] and not POSTCODE.fullmatch(said["postcode"]):
        return WRONG_POSTCODE
    known = nomenclature.region(said["region_code"])
    return "" if known else "La région est inconnue ou manque. Écrivez son nom, ou le code postal."


CHECKS = (_name, _signs, _numbers, _place)
