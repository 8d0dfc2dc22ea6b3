"""Boxes of ours, as `mailboxes` announces them."""

from medimail.directory.listing import Listing
from medimail.lib.national_numbers import with_key

RPPS = with_key("9973000001")
ADDRESS = "pierre.dupont@pharmacien.oc.mssante.fr"


def listing(**changes: object) -> Listing:
    values: dict[str, object] = {
        "address": ADDRESS,
        "kind": "PER",
        "open": True,
        "red_list": False,
        "in_medimail_directory": True,
        "holder_id": 1,
        "region_code": "76",
        "last_name": "Dupont",
        "first_name": "Pierre",
        "identifier_type": "RPPS",
        "national_id": RPPS,
        "profession_code": "21",
        "company_name": "PHARMACIE DU CENTRE",
        "finess": "310000013",
        "street": "3 place de l’Église",
        "postcode": "31620",
        "town": "Castelnau",
        "department_code": "31",
        "paperless": True,
        "preferred": True,
    }
    return Listing(**{**values, **changes})  # type: ignore[arg-type]


def service(**changes: object) -> Listing:
    """A box of a structure."""
    of_structure: dict[str, object] = {"address": "accueil@ehpad.oc.mssante.fr", "kind": "ORG", "holder_id": None}
    nobody = dict.fromkeys(("first_name", "identifier_type", "national_id", "profession_code"), "")
    return listing(**{**of_structure, **nobody, "last_name": "Accueil", "service": "Accueil", **changes})
