"""Kinds of structures, and who works where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    sector: str
    sector_label: str
    share: float
    """Of all structures."""
    names: tuple[str, ...]
    services: tuple[str, ...]
    boxes: float
    """How many mailboxes one of them has, on average."""
    cedex: bool = False


_WARDS = tuple(
    """Cardiologie|Urgences|Maternité|Pédiatrie|Gériatrie|Oncologie|Chirurgie viscérale|Orthopédie|Neurologie|
Pneumologie|Radiologie|Laboratoire de biologie|Pharmacie à usage intérieur|Secrétariat médical|
Hospitalisation à domicile|Psychiatrie adulte|Néphrologie et dialyse|Gastro-entérologie|Endocrinologie|
Dermatologie|Ophtalmologie|ORL|Urologie|Anesthésie|Réanimation|Soins palliatifs|Rhumatologie|Médecine interne|
Service social|Bureau des entrées|Équipe mobile de gériatrie|Soins de suite et de réadaptation|Addictologie|
Consultations externes""".replace("\n", "").split("|")
)
_SAINTS = ("SAINT-JOSEPH", "SAINT-VINCENT", "SAINTE-MARIE", "SAINTE-ANNE", "SAINT-LOUIS", "NOTRE-DAME", "SAINT-JEAN")
_FLOWERS = (
    "LES TILLEULS",
    "LES MIMOSAS",
    "LES OLIVIERS",
    "LES GLYCINES",
    "LE CLOS FLEURI",
    "LA ROSERAIE",
    "LES CEDRES",
)
_SPOTS = ("DU CENTRE", "DE LA GARE", "DU MARCHE", "DE L'HOTEL DE VILLE", "DES HALLES", "DU PONT", "DU STADE", "DU PARC")

KINDS = (
    Kind(
        *("HOP", "SA01", "Etablissement public de santé", 0.025),
        ("CH {of_town}", "CENTRE HOSPITALIER {of_town}", "CHU {of_town}", "HOPITAL LOCAL {of_town}", "GHT {of_town}"),
        _WARDS,
        14.0,
        cedex=True,
    ),
    Kind(
        *("CLI", "SA04", "Etablissement privé non PSPH", 0.02),
        tuple(f"CLINIQUE {name}" for name in (*_SAINTS, *_FLOWERS, "PASTEUR", "DU PARC", "DE L'ATLANTIQUE")),
        _WARDS[:12],
        4.0,
    ),
    Kind(
        *("EHP", "SA17", "Etb Hébergement personnes âgées", 0.12),
        tuple(f"EHPAD {name}" for name in (*_FLOWERS, *_SAINTS, "RESIDENCE DU LAC", "BEL AIR", "L'ERMITAGE")),
        ("Secrétariat", "Médecin coordonnateur", "Infirmerie", "Cadre de santé"),
        1.2,
    ),
    Kind(
        *("PHA", "SA33", "Pharmacie d'officine", 0.30),
        tuple(f"PHARMACIE {name}" for name in (*_SPOTS, "CENTRALE", "PRINCIPALE", *("{name}",) * 6)),
        ("",),
        0.5,
    ),
    Kind(
        *("LAB", "SA25", "Laboratoire de biologie médicale", 0.06),
        ("LABORATOIRE {name}", "LABORATOIRE BIO-{town}", "BIOLOGIE MEDICALE {town}", "LBM {name}"),
        ("Résultats", "Secrétariat"),
        1.0,
    ),
    Kind(
        *("CDS", "SA05", "Centre de santé", 0.05),
        tuple(f"CENTRE DE SANTE {name}" for name in (*_SPOTS, "MUNICIPAL", "MUTUALISTE", "{name}")),
        ("Secrétariat", "Centre dentaire", "Soins infirmiers"),
        1.0,
    ),
    Kind(
        *("MSP", "SA08", "Cabinet de groupe", 0.425),
        (
            *(f"MAISON DE SANTE {name}" for name in (*_SPOTS, *_FLOWERS, "{name}")),
            *("CABINET MEDICAL {name}", "CABINET INFIRMIER {name}", "SELARL {name}", "SCM {name}"),
            "POLE SANTE {of_town}",
        ),
        ("",),
        0.15,
    ),
)
OWN = "OWN"
"""A practice of one's own: no structure of the pool."""

_SALARIED_CARE = (("HOP", 50), ("CLI", 14), ("EHP", 16), ("CDS", 4), ("MSP", 4), (OWN, 12))
_DEFAULT = (("HOP", 20), ("CLI", 5), ("EHP", 8), ("CDS", 5), ("MSP", 14), (OWN, 48))
_WHERE = {
    "10": (("HOP", 38), ("CLI", 8), ("EHP", 2), ("LAB", 2), ("CDS", 6), ("MSP", 12), (OWN, 32)),
    "21": (("PHA", 78), ("HOP", 10), ("LAB", 8), ("CLI", 4)),
    "39": (("PHA", 100),),
    "38": (("HOP", 80), ("CLI", 20)),
    "86": (("LAB", 50), ("HOP", 45), ("CLI", 5)),
    "98": (("HOP", 60), ("CLI", 30), ("CDS", 10)),
    "60": (("HOP", 48), ("CLI", 11), ("EHP", 12), ("CDS", 3), ("MSP", 6), (OWN, 20)),
    "69": (("HOP", 95), ("CDS", 5)),
    **dict.fromkeys(("35", "37", "36", "47", "53"), _SALARIED_CARE),
    **dict.fromkeys(("41", "42", "43", "44", "51"), (("HOP", 45), ("EHP", 30), ("CDS", 25))),
}


def where(profession: str) -> tuple[str, ...]:
    """Codes of kinds, each as often as it should be drawn."""
    return tuple(code for code, times in _WHERE.get(profession, _DEFAULT) for _ in range(times))
