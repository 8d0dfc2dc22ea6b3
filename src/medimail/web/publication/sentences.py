"""What the national directory is told, and why it is not yet, in words."""

from medimail.publication.errors import Reason
from medimail.publication.models import Change

_FACTS = {
    **dict.fromkeys(("last_name", "first_name"), "nom"),
    "profession_code": "profession",
    "speciality_code": "spécialité",
    "company_name": "raison sociale",
    "service": "service",
    "finess": "établissement",
    **dict.fromkeys(("street", "postcode", "town", "department_code"), "adresse"),
    "paperless": "envois sans papier",
    "preferred": "boîte préférée",
}
_WHOLE = {
    Change.Act.INSERT: {
        "": "Boîte ouverte",
        "bearer": "Ajoutée au nouveau numéro",
        "again": "Transmise une nouvelle fois",
    },
    Change.Act.DELETE: {
        "": "Boîte suspendue ou fermée",
        "bearer": "Retirée de l’ancien numéro",
        "again": "Retirée une nouvelle fois",
    },
}
WHY = {
    Reason.DOWN: ("L’annuaire national ne répond pas", "Medimail réessaie seul, rien n’est perdu."),
    Reason.BUSY: ("L’annuaire national demande d’attendre", "Medimail réessaie seul, rien n’est perdu."),
    Reason.ILL: ("L’annuaire national a eu une erreur", "Medimail réessaie seul, rien n’est perdu."),
    Reason.KEY: (
        "L’annuaire national refuse la clé de Medimail",
        "Faites vérifier la clé de publication sur le serveur, puis réessayez.",
    ),
    Reason.UNKNOWN: (
        "L’annuaire national ne connaît pas ce numéro",
        "Vérifiez le numéro RPPS ou FINESS. S’il est juste, Medimail réessaie chaque jour.",
    ),
    Reason.SEVERAL: (
        "Plusieurs fiches de l’annuaire national ont ce numéro",
        "Demandez à l’annuaire national de corriger ce doublon, puis réessayez.",
    ),
    Reason.WRONG: (
        "L’annuaire national refuse ce changement",
        "Demandez-lui pourquoi. Medimail réessaie chaque jour.",
    ),
    Reason.NO_BEARER: ("Le numéro RPPS ou FINESS manque", "Faites compléter le profil."),
    Reason.FOLDER: (
        "Le fichier ne peut pas être écrit",
        "Faites vérifier la place et les droits du dossier de publication sur le serveur.",
    ),
}
STATES = {
    Change.State.WAITING: ("En attente", "warn"),
    Change.State.TOLD: ("Transmis", "accent"),
    Change.State.REFUSED: ("À traiter", "danger"),
    Change.State.OVERTAKEN: ("Dépassé par la suite", ""),
}


def what(change: Change) -> str:
    """« Change : envois sans papier »; « Passe sur liste rouge »."""
    if words := _WHOLE.get(Change.Act(change.act)):
        return words["".join(change.changed)]
    said = [_FACTS[name] for name in change.changed if name in _FACTS]
    sentences = [f"Change\u00a0: {', '.join(dict.fromkeys(said))}"] if said else []
    if "red_list" in change.changed:
        sentences.insert(0, "Passe sur liste rouge" if change.facts.red_list else "Quitte la liste rouge")
    return ". ".join(sentences)
