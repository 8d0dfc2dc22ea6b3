"""What the demonstration knows of the national directory: its own people and a few more. All are invented."""

from dataclasses import dataclass

from medimail.accounts.profile import ProfileData
from medimail.demo.people import CASTELNAU, HOLDERS, TOULOUSE, WAITING
from medimail.lib.national_numbers import with_key


@dataclass(frozen=True, slots=True)
class Place:
    """One place of practice. Fields are those of `models.Activity`."""

    company_name: str = ""
    finess: str = ""
    self_employed: bool = False
    address: str = ""
    postcode: str = ""
    town: str = ""
    department_code: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    identifier_type: str
    national_id: str
    last_name: str
    first_name: str
    profession_code: str
    speciality_code: str = ""
    places: tuple[Place, ...] = ()

_MONTPELLIER = {"postcode": "34000", "town": "Montpellier", "department_code": "34"}
_RENNES = {"postcode": "35000", "town": "Rennes", "department_code": "35"}


def _place(company_name: str, where: dict[str, str], **more: str) -> Place:
    return Place(company_name=company_name, self_employed=not more.get("finess"), **where, **more)


def _listed(
    number: int, last_name: str, first_name: str, profession: str, *places: Place, speciality: str = ""
) -> Listed:
    return Listed("RPPS", with_key(f"9970{number:06}"), last_name, first_name, profession, speciality, places)


# The README walks through the sign-up with this number.
_NEWCOMER = _listed(
    21889,
    "D ETIGNY NUNEZ",
    "ZOE",
    "21",
    _place("PHARMACIE DES CAPITOULS", {"address": "12 Grande Rue", **CASTELNAU}, phone="05 36 49 00 12"),
)
_OTHERS = (
    _listed(101, "MARTIN", "JEAN", "10", _place("CABINET DU DR MARTIN", TOULOUSE), speciality="SM54"),
    _listed(102, "MARTIN", "JEAN", "10", _place("CABINET MEDICAL DES ARCEAUX", _MONTPELLIER), speciality="SM04"),
    _listed(
        103,
        "ROUSSEL EPOUSE GARCIA",
        "INES",
        "70",
        _place("CABINET DE KINESITHERAPIE DU CANAL", TOULOUSE),
        _place("CLINIQUE DES OLIVIERS", _MONTPELLIER, finess="340000025", email="accueil@clinique-oliviers.example"),
    ),
    _listed(104, "BONNET", "LUC", "40", _place("CABINET DENTAIRE BONNET", TOULOUSE)),
    _listed(105, "FAURE", "ANNE-SOPHIE", "50", _place("MAISON DE NAISSANCE DES LILAS", _MONTPELLIER)),
    _listed(106, "N GUYEN", "MINH", "21", _place("PHARMACIE DE LA GARE", _MONTPELLIER)),
    _listed(107, "LE BRAS", "GWENAELLE", "60", _place("CABINET INFIRMIER DU THABOR", _RENNES)),
    _listed(108, "OULD AHMED", "SAMIRA", "10", _place("CENTRE DE SANTE DU BLOSNE", _RENNES), speciality="SM54"),
    _listed(109, "PETIT", "CAMILLE", "94", _place("CABINET D’ERGOTHERAPIE PETIT", TOULOUSE)),
    _listed(110, "PETIT", "CAMILLE", "91", _place("CABINET D’ORTHOPHONIE DES CARMES", TOULOUSE)),
    _listed(111, "SANS LIEU", "PAUL", "10"),
)


def people() -> list[Listed]:
    numbered = [person.profile for person in (*HOLDERS, *WAITING) if person.profile.national_id]
    return [_NEWCOMER, *_OTHERS, *map(_own, numbered)]


def _own(profile: ProfileData) -> Listed:
    place = Place(
        company_name=profile.company_name,
        finess=profile.finess,
        self_employed=not profile.finess,
        address=profile.address,
        postcode=profile.postcode,
        town=profile.town,
        department_code=profile.department_code,
    )
    return Listed(
        profile.identifier_type,
        profile.national_id,
        profile.last_name.upper(),
        profile.first_name.upper(),
        profile.profession_code,
        profile.speciality_code,
        (place,),
    )
