"""What the demonstration knows of the national directory: its own people and a few more. All are invented."""

import tempfile
from pathlib import Path

from django.utils import timezone

from medimail.accounts.profile import ProfileData
from medimail.demo import nation
from medimail.demo.nation import Box, Person, Place
from medimail.demo.people import CASTELNAU, HOLDERS, TOULOUSE, WAITING
from medimail.directory.actions import import_files
from medimail.lib.national_numbers import with_key

_MONTPELLIER = {"postcode": "34000", "town": "Montpellier", "department_code": "34"}
_RENNES = {"postcode": "35000", "town": "Rennes", "department_code": "35"}


def load(professionals: int) -> None:
    """Invented national files with as many people more, taken in like the real ones. Run twice, nothing doubles."""
    with tempfile.TemporaryDirectory() as folder:
        date = f"{timezone.localdate():%Y%m%d}0000"
        files = nation.write(Path(folder), professionals=professionals, date=date, also=people())
        import_files([str(file) for file in files], accept_shrink=True)


def _place(company_name: str, where: dict[str, str], *, street: str = "", **more: str) -> Place:
    return Place(company_name, where["postcode"], where["town"], street=street, **more)  # type: ignore[arg-type]


def _listed(
    number: int, last_name: str, first_name: str, profession: str, *places: Place, speciality: str = "", box: str = ""
) -> Person:
    boxes = (Box(f"{box}.mssante.example", places[0]),) if box else ()
    key = with_key(f"9970{number:06}")
    return Person(key, last_name, first_name, profession, speciality, places, boxes)


# The README walks through the sign-up with this number.
_NEWCOMER = _listed(
    21889,
    "D ETIGNY NUNEZ",
    "ZOE",
    "21",
    _place("PHARMACIE DES CAPITOULS", CASTELNAU, street="12 Grande Rue", phone="05 36 49 00 12"),
)
_OTHERS = (
    _listed(
        101,
        "MARTIN",
        "JEAN",
        "10",
        _place("CABINET DU DR MARTIN", TOULOUSE),
        speciality="SM54",
        box="jean.martin@medecin",
    ),
    _listed(
        *(102, "MARTIN", "JEAN", "10", _place("CABINET MEDICAL DES ARCEAUX", _MONTPELLIER)),
        speciality="SM04",
        box="jean.martin2@medecin",
    ),
    _listed(
        103,
        "ROUSSEL EPOUSE GARCIA",
        "INES",
        "70",
        _place("CABINET DE KINESITHERAPIE DU CANAL", TOULOUSE),
        _place("CLINIQUE DES OLIVIERS", _MONTPELLIER, finess="340000025", email="accueil@clinique-oliviers.example"),
    ),
    _listed(
        104, "BONNET", "LUC", "40", _place("CABINET DENTAIRE BONNET", TOULOUSE), box="luc.bonnet@chirurgien-dentiste"
    ),
    _listed(105, "FAURE", "ANNE-SOPHIE", "50", _place("MAISON DE NAISSANCE DES LILAS", _MONTPELLIER)),
    _listed(106, "N GUYEN", "MINH", "21", _place("PHARMACIE DE LA GARE", _MONTPELLIER)),
    _listed(107, "LE BRAS", "GWENAELLE", "60", _place("CABINET INFIRMIER DU THABOR", _RENNES)),
    _listed(108, "OULD AHMED", "SAMIRA", "10", _place("CENTRE DE SANTE DU BLOSNE", _RENNES), speciality="SM54"),
    _listed(109, "PETIT", "CAMILLE", "94", _place("CABINET D’ERGOTHERAPIE PETIT", TOULOUSE), box="camille.petit@pro"),
    _listed(
        110,
        "PETIT",
        "CAMILLE",
        "91",
        _place("CABINET D’ORTHOPHONIE DES CARMES", TOULOUSE),
        box="camille.petit@orthophoniste",
    ),
    _listed(111, "SANS LIEU", "PAUL", "10"),
)


def people() -> list[Person]:
    numbered = [person.profile for person in (*HOLDERS, *WAITING) if person.profile.national_id]
    return [_NEWCOMER, *_OTHERS, *map(_own, numbered)]


def _own(profile: ProfileData) -> Person:
    where = {"postcode": profile.postcode, "town": profile.town}
    place = _place(profile.company_name or "CABINET", where, street=profile.address, finess=profile.finess)
    names = profile.last_name.upper(), profile.first_name.upper()
    codes = profile.profession_code, profile.speciality_code
    return Person(profile.national_id, *names, *codes, (place,), identifier_type=profile.identifier_type)
