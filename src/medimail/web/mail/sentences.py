"""What the composer says when something is wrong: what happened, what is safe, what to do next."""

from django.template.defaultfilters import filesizeformat

DOWN = (
    "La messagerie ne répond pas pour l’instant. Votre texte est gardé : laissez cette page ouverte et réessayez dans "
    "une minute."
)
NOBODY = "Indiquez au moins un destinataire, par exemple prenom.nom@medecin.oc.mssante.fr."
STALE = "Cette page était trop ancienne pour être envoyée. Votre texte est gardé : vérifiez-le, puis réessayez."
FILES_GONE = "Les fichiers de ce message ne sont plus enregistrés : joignez-les de nouveau, puis réessayez."


def too_many(count: int, limit: int) -> str:
    return f"Ce message a {count} destinataires, la limite est de {limit} : envoyez-le en plusieurs fois."


def too_large(total: int, limit: int) -> str:
    return (
        f"Les pièces jointes pèsent {filesizeformat(total)}, la limite est de {filesizeformat(limit)} : "
        "retirez-en une partie ou envoyez-les en plusieurs messages. Les fichiers choisis à l’instant sont à choisir "
        "de nouveau."
    )


def misspelt(piece: str) -> str:
    return (
        f"« {piece[:80]} » n’est pas une adresse complète : corrigez-la, par exemple prenom.nom@medecin.oc.mssante.fr."
    )
