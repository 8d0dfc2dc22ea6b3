"""What the invented people wrote to each other. No patient in it is real."""

from dataclasses import dataclass, field

DOCTOR = "amelie.fabre@medecin.oc.mssante.fr"
PHARMACIST = "claire.dupont@pharmacien.oc.mssante.fr"


@dataclass(frozen=True, slots=True)
class FirstLetter:
    sender: str
    recipient: str
    subject: str
    text: str
    attachments: list[tuple[str, str, bytes]] = field(default_factory=list)
    """File name, content type, bytes."""


_DISCHARGE = """Ordonnance de sortie (exemple)

Patient : Mme R., 1951
Apixaban 5 mg : 1 comprimé matin et soir.
Arrêt du traitement précédent.
"""

FIRST_LETTERS = [
    FirstLetter(
        DOCTOR,
        PHARMACIST,
        "Ordonnance de sortie – adaptation du traitement",
        "Bonjour Claire,\n\nSuite à l’hospitalisation de Mme R., le traitement anticoagulant est modifié à partir de "
        "ce soir. L’ordonnance de sortie est jointe ; merci de retirer l’ancien pilulier.\n\n"
        "Bien cordialement,\nAmélie Fabre",
        [("Ordonnance de sortie.txt", "text/plain", _DISCHARGE.encode())],
    ),
    FirstLetter(
        PHARMACIST,
        DOCTOR,
        "Interaction à vérifier",
        "Bonjour Docteur,\n\nM. B. prend aussi du millepertuis, acheté sans ordonnance. Souhaitez-vous adapter le "
        "traitement ?\n\nClaire Dupont\nPharmacie du Centre",
    ),
]
