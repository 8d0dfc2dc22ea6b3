"""A calendar invitation in words."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import is_naive, localtime, make_aware

from medimail.lib.invitation import Invitation
from medimail.mail.invitations import Answer, Standing, Why, obstacle, standing
from medimail.mail.queries import MessageView
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest
from medimail.web.moments import spoken_full_date, spoken_hour

_TITLES = {"CANCEL": "Rendez-vous annulé", "REPLY": "Réponse à une invitation", "REQUEST": "Invitation"}
_REPLIES = {
    "ACCEPTED": "a accepté.",
    "TENTATIVE": "viendra peut-être.",
    "DECLINED": "a refusé.",
    "DELEGATED": "s’est fait remplacer.",
}
_SAID = {
    Answer.ACCEPTED: "accepté",
    Answer.TENTATIVE: "répondu «\u00a0peut-être\u00a0»",
    Answer.DECLINED: "refusé",
}
_BUTTONS = {Answer.ACCEPTED: "Accepter", Answer.TENTATIVE: "Peut-être", Answer.DECLINED: "Refuser"}
_WHY = {
    Why.INCOMPLETE: "Il manque à cette invitation de quoi y répondre. Écrivez à son expéditeur.",
    Why.NOT_INVITED: "L’adresse de cette boîte n’est pas parmi les invités. Pour répondre, écrivez à l’expéditeur.",
    Why.OUTSIDE: "Son adresse n’est pas de l’espace MSSanté. Pour répondre, écrivez à l’expéditeur.",
    Why.OLD: "Une version plus récente de cette invitation a déjà eu votre réponse\u00a0: c’est elle qui compte.",
}


@dataclass(frozen=True, slots=True)
class Invited:
    invitation: Invitation
    known: Standing = field(default_factory=Standing)
    why: Why | None = None
    may_answer: bool = False
    who: str = "Vous avez"
    sender: str = ""
    part: int = 0

    @property
    def title(self) -> str:
        return _TITLES.get(self.invitation.method, "Rendez-vous")

    @property
    def when(self) -> str:
        """« mardi 1er décembre, de 9 h 30 à 10 h »."""
        starts, ends = self.invitation.starts, self.invitation.ends
        if not isinstance(starts, datetime):
            return f"{_day(starts)}, toute la journée"
        day, hour = _moment(starts)
        if not isinstance(ends, datetime) or ends == starts:
            return f"{day}, à {hour}"
        last_day, last_hour = _moment(ends)
        return (
            f"{day}, de {hour} à {last_hour}" if last_day == day else f"du {day} à {hour} au {last_day} à {last_hour}"
        )

    @property
    def replied(self) -> str:
        who, status = self.invitation.replied
        own = self.sender.lower() in self.invitation.invited  # nobody answers for somebody else
        return f"{who} {_REPLIES[status]}" if own and status in _REPLIES else ""

    @property
    def state(self) -> str:
        """What was answered, and whether it still holds."""
        if self.invitation.method == "CANCEL":
            was = self.known.given or self.known.before
            return "Retirez-le de votre agenda." if was in {Answer.ACCEPTED, Answer.TENTATIVE} else ""
        if self.known.given:
            return f"{self.who} {_SAID[self.known.given]}."
        if not self.known.before:
            return ""
        changed = "L’horaire a changé" if self.known.moved else "L’invitation a changé"
        return f"{changed} depuis votre réponse. {self.who} {_SAID[self.known.before]} la version d’avant."

    @property
    def obstacle(self) -> str:
        return _WHY.get(self.why, "") if self.why and self.invitation.method == "REQUEST" else ""

    @property
    def stranger(self) -> str:
        """The organizer, when it is not who wrote."""
        organizer = self.invitation.organizer_address
        asks = self.invitation.method in {"REQUEST", "CANCEL"}
        return organizer if asks and organizer and organizer != self.sender.lower() else ""

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Value and words of the answers that can be given."""
        if self.why or not self.may_answer or self.invitation.method != "REQUEST":
            return []
        return [(one.value, words) for one, words in _BUTTONS.items() if one != self.known.given]


def invited(request: MailRequest, mailbox: Mailbox, message: MessageView) -> Invited | None:
    if message.invitation is None:
        return None
    known = standing(mailbox, request.user, message)
    why = obstacle(mailbox, message, known)
    who = "Vous avez" if mailbox.holder_id == request.user.pk else "Cette boîte a"
    return Invited(
        message.invitation,
        known,
        why,
        may_answer=mailbox.may_write,
        who=who,
        sender=message.sender_address,
        part=message.invitation_part,
    )


def _moment(value: datetime) -> tuple[str, str]:
    # A floating time (RFC 5545, 3.3.5) is that of whoever reads it.
    local = make_aware(value) if is_naive(value) else localtime(value)
    return _day(local), spoken_hour(local)


def _day(day: date) -> str:
    return f"{date_format(day, 'l')} {spoken_full_date(day)}"
