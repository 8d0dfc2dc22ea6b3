"""What a refusal of Postfix means to the person who wrote the message, and what to do next."""

from medimail.lib.smtp import Reply

NOT_AN_ADDRESS = "« {address} » n’est pas une adresse complète. Vérifiez l’orthographe."
_UNKNOWN = "{address} n’existe pas. Vérifiez l’orthographe, ou demandez à ce destinataire son adresse."
_OUTSIDE = (
    "{address} est hors de l’espace de confiance MSSanté. Retirez cette adresse ou demandez à ce destinataire "
    "son adresse MSSanté."
)
_FULL = "La boîte de {address} est pleine. Joignez ce destinataire autrement ou réessayez plus tard."
_LATER = "{address} ne peut pas être joint pour le moment. Réessayez dans quelques minutes."

_BY_STATUS = {"5.1.1": _UNKNOWN, "5.1.2": _OUTSIDE, "5.7.1": _OUTSIDE, "5.2.2": _FULL}


def sentence(address: str, reply: Reply) -> str:
    """A refusal we do not know is never called permanent."""
    known = _BY_STATUS.get(reply.status) if 500 <= reply.code < 600 else None
    return (known or _LATER).format(address=address)
