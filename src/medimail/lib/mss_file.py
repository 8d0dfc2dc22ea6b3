"""Lines of the national file of mailboxes: 31 columns, `|` between them, no quoting (ANS, open data)."""

from medimail.lib import nomenclature
from medimail.lib.national_box import NationalBox

COLUMNS = (
    *("Type de BAL", "Adresse BAL", "Type Identifiant PP", "Identifiant PP", "Identification nationale PP"),
    *("Type identifiant structure", "Identification Structure", "Service de rattachement", "Civilité d'exercice"),
    *("Nom d'exercice", "Prénom d'exercice", "Catégorie profession", "Libellé de catégorie profession"),
    *("Code Profession", "Libellé Profession", "Code savoir-faire", "Libellé savoir-faire", "Dématérialisation"),
    *(
        f"{name} structure BAL"
        for name in (
            *("Raison Sociale", "Enseigne commerciale", "L2COMPLEMENTLOCALISATION", "L3COMPLEMENTDISTRIBUTION"),
            *("L4NUMEROVOIE", "L4COMPLEMENTNUMEROVOIE", "NL4TYPEVOIE", "L4LIBELLEVOIE", "L5LIEUDITMENTION"),
            *("L6LIGNEACHEMINEMENT", "Code postal", "Département", "Pays"),
        )
    ),
)
HEADER = "|".join(COLUMNS) + "\n"


def line(box: NationalBox) -> str:
    """What we do not know of a box stays empty: title, category of profession, parts of the street."""
    cells = {
        "Type de BAL": box.kind,
        "Adresse BAL": box.address,
        # What a BAL PER hangs on is a person, who belongs to no service there.
        "Service de rattachement": box.service if box.kind == "ORG" else "",
        "Dématérialisation": "O" if box.paperless else "N",
        **(_structure(box) if box.structure else {}),
        **(_person(box) if box.kind == "PER" else {}),
        **_place(box),
    }
    return "|".join(_plain(cells.get(name, "")) for name in COLUMNS) + "\n"


def _structure(box: NationalBox) -> dict[str, str]:
    return {"Type identifiant structure": box.structure[:1], "Identification Structure": box.structure[1:]}


def _person(box: NationalBox) -> dict[str, str]:
    return {
        "Type Identifiant PP": box.person[:1],
        "Identifiant PP": box.national_id,
        "Identification nationale PP": box.person,
        "Nom d'exercice": box.last_name.upper(),
        "Prénom d'exercice": box.first_name,
        "Code Profession": box.profession_code,
        "Libellé Profession": nomenclature.profession_label(box.profession_code),
        "Code savoir-faire": box.speciality_code,
        "Libellé savoir-faire": nomenclature.speciality_label(box.profession_code, box.speciality_code),
    }


def _place(box: NationalBox) -> dict[str, str]:
    department = nomenclature.department(box.department_code)
    cells = {
        "Raison Sociale": box.company_name,
        "L4LIBELLEVOIE": box.street,
        "L6LIGNEACHEMINEMENT": f"{box.postcode} {box.town.upper()}".strip(),
        "Code postal": box.postcode,
        "Département": department.label if department else "",
        "Pays": "FRANCE" if box.town else "",
    }
    return {f"{name} structure BAL": cell for name, cell in cells.items()}


def _plain(cell: str) -> str:
    """No quoting: what would end a cell or a line becomes a space. The apostrophe is that of typewriters."""
    kept = "".join(" " if sign == "|" or not sign.isprintable() else sign for sign in cell.replace("’", "'"))
    return " ".join(kept.split())
