"""What a line says to the person who sent the message, and what to do."""

from dataclasses import dataclass

from medimail.deliveries.models import Delivery
from medimail.mail.refusals import reason


@dataclass(frozen=True, slots=True)
class Look:
    label: str
    icon: str
    tone: str  # of its tag


_S = Delivery.State
LOOKS = {
    _S.ACCEPTED: Look("Parti", "send", ""),
    _S.DELAYED: Look("Retardé", "clock", "warn"),
    _S.SILENT: Look("Sans nouvelle", "circle-help", "warn"),
    _S.RELAYED: Look("Transmis", "check", "info"),
    _S.DELIVERED: Look("Remis", "check", "accent"),
    _S.FAILED: Look("Non remis", "circle-alert", "danger"),
    _S.DELETED: Look("Supprimé sans être lu", "trash-2", "warn"),
    _S.READ: Look("Lu", "check-check", "accent"),
}
_SAID = {
    _S.ACCEPTED: "En route vers sa boîte.",
    _S.DELAYED: (
        "Son service ne répond pas pour l’instant. De nouveaux essais ont lieu pendant cinq jours : vous n’avez rien "
        "à faire. Si c’est urgent, joignez ce destinataire autrement."
    ),
    _S.SILENT: "Aucune réponse de son service depuis plus de cinq jours. Demandez à ce destinataire s’il l’a reçu.",
    _S.RELAYED: "Son service a pris le message et ne dit rien de plus.",
    _S.DELIVERED: "Le message est dans sa boîte.",
    _S.DELETED: "Joignez ce destinataire autrement si le message compte.",
    _S.READ: "Ce destinataire a confirmé la lecture.",
}
_UNREAD = "Pas de lecture confirmée à la date choisie. Relancez ce destinataire, ou joignez-le autrement."


def look_of(line: Delivery) -> Look:
    return LOOKS[Delivery.State(line.state)]


def said_of(line: Delivery) -> str:
    if line.state == _S.FAILED:
        return reason(line.recipient, line.code)
    if line.reminded_at and line.state in {_S.RELAYED, _S.DELIVERED}:
        return _UNREAD
    return _SAID[Delivery.State(line.state)]
