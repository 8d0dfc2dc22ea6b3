"""Where the test identities work, with every field that Pro Santé Connect sends, mostly empty as there."""

from dataclasses import dataclass

_EMPTY = dict.fromkeys(
    (
        *("codeSectionPharmacien", "codeRole", "codeGenreActivite", "numeroSiretSite", "numeroSirenSite"),
        *("numeroFinessSite", "numeroFinessetablissementJuridique", "identifiantTechniqueDeLaStructure"),
        *("enseigneCommercialeSite", "complementDestinataire", "complementPointGeographique", "indiceRepetitionVoie"),
        *("mentionDistribution", "codePays", "telephone", "telephone2", "telecopie", "adresseEMail"),
        *("ancienIdentifiantDeLaStructure", "autoriteDenregistrement"),
    ),
    "",
)


@dataclass(frozen=True)
class Place:
    number: str
    way: str
    """Code of table TRE_R35: R is a street, AV an avenue, PL a square."""
    street: str
    postcode: str
    town: str
    commune: str
    department: str


TOULOUSE = Place("12", "R", "DU PONT NEUF", "31000", "TOULOUSE", "31555", "31")
ALBI = Place("4", "PL", "DES CARMES", "81000", "ALBI", "81004", "81")
CASTELNAU = Place("", "", "GRANDE RUE", "31620", "CASTELNAU-D'ESTRETEFONDS", "31118", "31")
RENNES = Place("7", "AV", "DE LA VILAINE", "35000", "RENNES", "35238", "35")
SAINT_PIERRE = Place("2", "R", "DU PORT", "97500", "SAINT-PIERRE", "97502", "975")


def activity(company: str, mode: str, place: Place, finess: str = "") -> dict[str, str]:
    """`mode`: L for self-employed, S for employed."""
    return _EMPTY | {
        "codeModeExercice": mode,
        "codeSecteurDactivite": "SA01" if finess else "SA07",
        "codeGenreActivite": "GENR01",
        "numeroFinessSite": finess,
        "identifiantTechniqueDeLaStructure": f"F{finess}" if finess else "",
        "raisonSocialeSite": company,
        "numeroVoie": place.number,
        "codeTypeDeVoie": place.way,
        "libelleVoie": place.street,
        "bureauCedex": f"{place.postcode} {place.town}",
        "codePostal": place.postcode,
        "codeCommune": place.commune,
        "codeDepartement": place.department,
    }
