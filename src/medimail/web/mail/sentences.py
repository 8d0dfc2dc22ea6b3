"""What the composer says when something is wrong: what happened, what is safe, what to do next."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

DOWN = (
    "La messagerie ne répond pas pour l’instant. Votre texte est gardé : laissez cette page ouverte et réessayez dans "
    "une minute."
)
FULL = (
    "Votre boîte est pleine : le message n’est ni envoyé ni enregistré, mais votre texte est gardé sur cette page. "
    "Appelez le centre de services pour l’agrandir, puis réessayez."
)
NOBODY = "Indiquez au moins un destinataire, par exemple prenom.nom@medecin.oc.mssante.fr."
STALE = "Cette page était trop ancienne pour être envoyée. Votre texte est gardé : vérifiez-le, puis réessayez."
CHANGED = (
    "Ce brouillon a été modifié dans un autre onglet ou par un collègue\u00a0: rien n’a été écrasé. Copiez ce que vous "
    "venez d’écrire, puis rouvrez le brouillon depuis «\u00a0Brouillons\u00a0»."
)
LEFT = (
    "Ce message est déjà envoyé depuis un autre onglet\u00a0: ce que vous venez d’écrire ici n’est pas parti. "
    "Copiez-le dans un nouveau message."
)
NOT_A_MOMENT = "Choisissez un moment à venir, dans l’année."
FILES_GONE = "Les fichiers de ce message ne sont plus enregistrés : joignez-les de nouveau, puis réessayez."


def weight(size: int) -> str:
    """« 84 Ko », « 1,5 Mo »: the units people read on their own files, in steps of 1024."""
    amount, units = float(size), ["octets", "Ko", "Mo", "Go"]
    while amount >= 1024 and len(units) > 1:
        amount, units = amount / 1024, units[1:]
    number = f"{amount:.1f}".removesuffix(".0") if amount < 10 else f"{amount:.0f}"
    return f"{number.replace('.', ',')}\N{NO-BREAK SPACE}{units[0] if size > 1 else 'octet'}"


def gone(addresses: Iterable[str]) -> SafeString:
    return format_html(
        "<strong>N’est plus dans l’annuaire\u00a0: {}.</strong> Cherchez la nouvelle adresse avant d’envoyer.",
        ", ".join(addresses),
    )


def too_many(count: int, limit: int) -> str:
    return f"Ce message a {count} destinataires, la limite est de {limit} : envoyez-le en plusieurs fois."


def too_large(total: int, limit: int) -> str:
    return (
        f"Les pièces jointes pèsent {weight(total)}, la limite est de {weight(limit)} : "
        "retirez-en une partie ou envoyez-les en plusieurs messages. Les fichiers choisis à l’instant sont à choisir "
        "de nouveau."
    )


def misspelt(piece: str) -> str:
    return (
        f"« {piece[:80]} » n’est pas une adresse complète : corrigez-la, par exemple prenom.nom@medecin.oc.mssante.fr."
    )
