"""What a list of structures says, and what is said of it."""

from medimail.servicedesk.actions.structure_lists import Fate

HEAD = ("Nom", "FINESS", "SIRET", "Code postal", "Ville", "Région")
COLUMNS = {
    "name": ("nom", "raison sociale", "structure", "etablissement"),
    "finess": ("finess", "numero finess", "n finess", "finess geographique"),
    "siret": ("siret", "numero siret", "n siret"),
    "postcode": ("code postal", "cp"),
    "town": ("ville", "commune"),
    "region": ("region",),
}
EXAMPLES = (
    ("EHPAD Les Tilleuls", "310000013", "", "31000", "Toulouse", "Occitanie"),
    ("Maison de santé du Lac", "", "73282932000074", "09000", "Foix", ""),
)
FILES = {
    "size": "Ce fichier est trop lourd\u00a0: 2\u00a0Mo au plus. Enregistrez en CSV la seule feuille des structures.",
    "lines": "Cette liste a plus de 6\u202f000 lignes. Coupez-la en plusieurs fichiers.",
    "empty": "Ce fichier ne contient aucune ligne. Choisissez le fichier CSV qui contient votre liste.",
    "columns": "La colonne «\u00a0Nom\u00a0» manque. Partez du modèle, puis enregistrez la feuille au format CSV.",
    "form": "Ce fichier n’est pas une liste. Dans votre tableur, choisissez «\u00a0Enregistrer sous\u00a0», puis CSV.",
}
STALE = "Cette liste a été préparée il y a plus d’une heure. Choisissez de nouveau le fichier."
REFUSED = {
    Fate.TWICE: "Cette structure est déjà plus haut dans la liste. Gardez une seule ligne.",
    Fate.ELSEWHERE: "Cette structure relève d’une autre région. Retirez la ligne, ou corrigez son numéro ou sa région.",
}


def done(count: int) -> str:
    if not count:
        return "Aucune structure nouvelle."
    return "1 structure est enregistrée." if count == 1 else f"{count} structures sont enregistrées."
