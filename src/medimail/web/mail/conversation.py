"""« Toute la conversation »: one message under the other, each opened when it is wanted."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medimail.mail.conversation import SHOWN, conversation_of
from medimail.mail.searching import FoundRow
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import LABELS
from medimail.web.mail.opening import MailRequest, frame, of_mailbox

_TOO_LONG = (
    f"Cette conversation est longue\u00a0: au plus {SHOWN} messages sont montrés. Cherchez les autres par leur objet."
)
_OPEN = 10  # unread ones opened at once, the newest of them


@dataclass(frozen=True, slots=True)
class Turn:
    row: FoundRow
    opened: bool

    @property
    def folder(self) -> str:
        return LABELS.get(self.row.shelf.slug, self.row.shelf.label)

    @property
    def is_draft(self) -> bool:
        return self.row.shelf.slug == "brouillons"


@of_mailbox
@require_safe
def conversation(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    found = conversation_of(mailbox, request.user, folder, uid)
    unread = [row for row in found.rows if not row.message.seen][-_OPEN:]
    turns = [Turn(row, row in unread or row is found.rows[-1]) for row in found.rows]
    subject = next((row.message.subject for row in found.rows if row.message.subject), "")
    shown = {"turns": turns, "cut": found.cut, "too_long": _TOO_LONG, "subject": subject, "uid": uid}
    return render(
        request, "mail/conversation.html", frame(request, mailbox, folder) | shown | {"title": "Conversation"}
    )
