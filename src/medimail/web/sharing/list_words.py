"""What a list of members says, and what is said of it."""

from medimail.mailboxes.foreseeing import Fate, Outcome
from medimail.mailboxes.models import Role
from medimail.web.moments import spoken_date

HEAD = ("Adresse", "Rôle", "Premier jour", "Dernier jour")
ROLES = {Role.READER: "lecteur", Role.WRITER: "rédacteur", Role.MANAGER: "gestionnaire"}
ROLE_WORDS = {
    **dict.fromkeys(("lecteur", "lectrice", "lire", "lecture"), Role.READER.value),
    **dict.fromkeys(("redacteur", "redactrice", "ecrire", "lire et ecrire", "ecriture"), Role.WRITER.value),
    **dict.fromkeys(("gestionnaire", "gerer", "gestion"), Role.MANAGER.value),
}
EXAMPLES = (
    ("lea.martin@exemple.fr", "lecteur", "", ""),
    ("paul.roux@infirmier.mssante.fr", "rédacteur", "01/01/2027", "30/06/2027"),
)
FILES = {
    "size": "Ce fichier est trop lourd\u00a0: 1\u00a0Mo au plus. Enregistrez en CSV la seule feuille des membres.",
    "lines": "Cette liste a plus de 2\u202f000 lignes. Coupez-la en plusieurs fichiers.",
    "empty": "Ce fichier ne contient aucune ligne. Choisissez le fichier CSV qui contient votre liste.",
    "columns": "La colonne «\u00a0Adresse\u00a0» manque. Partez du modèle, puis enregistrez la feuille au format CSV.",
    "form": "Ce fichier n’est pas une liste. Dans votre tableur, choisissez «\u00a0Enregistrer sous\u00a0», puis CSV.",
}
STALE = "Cette liste a été préparée il y a plus d’une heure. Choisissez de nouveau le fichier."
_CAN = {Role.READER: "lira", Role.WRITER: "lira et écrira", Role.MANAGER: "gérera la boîte"}
_REFUSED = {
    Fate.TWICE: "Cette personne est déjà plus haut dans la liste. Gardez une seule ligne.",
    Fate.ONESELF: "C’est vous. Changez votre propre droit avec un autre gestionnaire.",
    Fate.NOBODY: "Personne n’a cette adresse chez Medimail. Vérifiez l’orthographe.",
    Fate.ROLE: "Un gestionnaire commence aujourd’hui et n’a pas de dernier jour. Videz les deux dates.",
    Fate.START: "Le premier jour est à plus d’un an. Choisissez un jour plus proche.",
    Fate.DATES: "Le dernier jour est passé, ou avant le premier. Corrigez les dates.",
    Fate.LONG: "Une délégation dure un an au plus. Choisissez un jour plus proche.",
    Fate.UNREAD: (
        "Adresse, rôle ou date à corriger. Rôles\u00a0: lecteur, rédacteur, gestionnaire\u00a0; date\u00a0: 31/12/2026."
    ),
}


def sentence(one: Outcome) -> str:
    if one.fate in _REFUSED:
        return _REFUSED[one.fate]
    can = _CAN[Role(one.wish.role)]
    since = f" à partir du {spoken_date(one.wish.starts_on)}" if one.wish.starts_on and not one.right else ""
    until = f", jusqu’au {spoken_date(one.wish.ends_on)} compris" if one.wish.ends_on else ""
    begins = {Fate.OFFERED: "Sera invitée, puis ", Fate.CHANGED: "Changement\u00a0: "}.get(one.fate, "")
    said = f"{begins}{can}{since}{until}."
    return said[0].upper() + said[1:]


def done(count: int, refused: int) -> str:
    said = {0: "Aucun droit n’a changé.", 1: "1 ligne appliquée."}.get(count, f"{count} lignes appliquées.")
    left = {0: "", 1: " 1 ligne refusée n’a rien changé."}.get(
        refused, f" {refused} lignes refusées n’ont rien changé."
    )
    return said + left
