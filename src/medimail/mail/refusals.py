"""What a refusal means to the person who wrote the message, at once or days later, and what to do next."""

from medimail.lib.smtp import Reply

NOT_AN_ADDRESS = "« {address} » n’est pas une adresse complète. Vérifiez l’orthographe."
_UNKNOWN = "{address} n’existe pas. Vérifiez l’orthographe, ou demandez à ce destinataire son adresse."
_OUTSIDE = (
    "{address} est hors de l’espace de confiance MSSanté. Retirez cette adresse ou demandez à ce destinataire "
    "son adresse MSSanté."
)
_FULL = "La boîte de {address} est pleine. Joignez ce destinataire autrement ou réessayez plus tard."
_LATER = "{address} ne peut pas être joint pour le moment. Réessayez dans quelques minutes."

# Of a message that was to leave later.
NO_RIGHT = "Vous n’avez plus accès à cette boîte\u00a0: le message n’est pas parti."
DRAFT_GONE = "Le brouillon de ce message a été supprimé avant l’heure prévue\u00a0: rien n’est parti."
TOO_LARGE = "Le message est trop lourd pour partir\u00a0: retirez une pièce jointe, puis envoyez-le de nouveau."

_BY_STATUS = {"5.1.1": _UNKNOWN, "5.1.2": _OUTSIDE, "5.7.1": _OUTSIDE, "5.2.2": _FULL}


def sentence(address: str, reply: Reply) -> str:
    """A refusal we do not know is never called permanent."""
    known = _BY_STATUS.get(reply.status) if 500 <= reply.code < 600 else None
    return (known or _LATER).format(address=address)


_CLOSED = "La boîte de {address} est fermée. Demandez à ce destinataire son adresse actuelle."
_HEAVY = "Le message est trop lourd pour {address}. Renvoyez-le avec moins de pièces jointes, ou en plusieurs fois."
_UNREACHED = (
    "Le service de {address} n’a pas répondu malgré cinq jours d’essais. Joignez ce destinataire autrement, puis "
    "renvoyez le message."
)
_ASTRAY = (
    "Le service de {address} ne peut pas être joint. Vérifiez l’adresse, puis signalez-le à votre centre de services."
)
_FORM = (
    "Le service de {address} n’accepte pas la forme de ce message. Renvoyez-le en texte simple, ou avec les documents "
    "au format PDF."
)
_POLICY = (
    "Le service de {address} a refusé ce message. Joignez ce destinataire autrement et signalez-le à votre centre de "
    "services."
)
_FAILED = (
    "Le message n’a pas pu être remis à {address}. Joignez ce destinataire autrement et signalez-le à votre centre de "
    "services."
)
# RFC 3463: the class says for how long, the two others say why. The longest beginning that is known wins.
_WHY = {
    "1": _UNKNOWN,
    "1.2": _OUTSIDE,
    "1.7": _POLICY,
    "1.8": _POLICY,
    "2": _FAILED,
    "2.1": _CLOSED,
    "2.2": _FULL,
    "2.3": _HEAVY,
    "3": _UNREACHED,
    "3.4": _HEAVY,
    "4": _ASTRAY,
    "4.1": _UNREACHED,
    "4.2": _UNREACHED,
    "4.7": _UNREACHED,
    "6": _FORM,
    "7": _POLICY,
}


def reason(address: str, code: str) -> str:
    """Of a delivery that failed for good; `code` as the report gave it, also 4.x.x when trying came to an end."""
    duration, _, why = code.partition(".")
    if duration == "4" and why != "2.2":
        return _UNREACHED.format(address=address)
    return _WHY.get(why, _WHY.get(why.partition(".")[0], _FAILED)).format(address=address)
