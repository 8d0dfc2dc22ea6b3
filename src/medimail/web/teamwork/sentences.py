"""What a team did with a message, in words."""

from datetime import date

from django.utils import timezone

from medimail.teamwork.models import Act, State
from medimail.teamwork.queries import Line
from medimail.web.moments import spoken_date

STATES = {
    State.OPEN: "Personne ne s’en charge.",
    State.TAKEN: "s’en charge",
    State.WAITING: "a mis ce message en attente",
    State.DONE: "a traité ce message",
}
SHORT = {State.TAKEN: "Pris", State.WAITING: "En attente", State.DONE: "Fait"}
_SAID = {
    Act.TAKEN: "s’en charge",
    Act.GIVEN: "le confie à {to}",
    Act.LEFT: "le rend à l’équipe",
    Act.WAITING: "le met en attente",
    Act.DONE: "l’a traité",
    Act.REOPENED: "le rouvre",
    Act.NOTE: "note",
}
MANY = {
    "prendre": ("message à votre charge", "messages à votre charge"),
    "attente": ("message mis en attente", "messages mis en attente"),
    "fait": ("message traité", "messages traités"),
    "rendre": ("message rendu à l’équipe", "messages rendus à l’équipe"),
}
OTHERS = "{name} s’en charge déjà. Parlez-lui-en avant de prendre sa suite."
NOT_A_MEMBER = "Cette personne n’écrit plus dans cette boîte. Choisissez un autre membre."
UNMARKED = "Ce message n’est plus ici, ou rien ne permet de le reconnaître\u00a0: rien n’a été noté."
WRONG_DATE = "Cette date n’existe pas. Écrivez-la ainsi\u00a0: 24/12/2026."
EMPTY = "Écrivez d’abord la note."


def said(line: Line) -> str:
    """« le confie à Paul Roux », after the name of who did."""
    if line.act == Act.DUE:
        return f"fixe l’échéance au {spoken_date(line.due_on)}" if line.due_on else "retire l’échéance"
    return _SAID[Act(line.act)].format(to=line.given_to)


def due(on: date) -> tuple[str, bool]:
    """In words, and whether it is over."""
    today = timezone.localdate()
    days = (on - today).days
    if days < 0:
        return f"Échéance dépassée\u00a0: {spoken_date(on)}", True
    return _SOON.get(days, f"Échéance\u00a0: {spoken_date(on)}"), False


_SOON = {0: "Échéance aujourd’hui", 1: "Échéance demain"}
