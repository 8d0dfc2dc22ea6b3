"""While one answers in a shared box, colleagues know it."""

from medimail.mailboxes.models import Mailbox
from medimail.teamwork import actions
from medimail.teamwork.access import is_shared
from medimail.teamwork.queries import writing
from medimail.web.mail.opening import MailRequest
from medimail.web.mail.thread import Thread


def noted(request: MailRequest, mailbox: Mailbox, thread: Thread) -> list[str]:
    """The person has this answer open: who else has one, by name. Nothing in a personal box."""
    answered = _answered(mailbox, thread)
    if not answered:
        return []
    actions.writes(mailbox, request.user, answered)
    return writing(mailbox, answered, request.user)


def ended(request: MailRequest, mailbox: Mailbox, thread: Thread) -> None:
    if answered := _answered(mailbox, thread):
        actions.stops(mailbox, request.user, answered)


def _answered(mailbox: Mailbox, thread: Thread) -> str:
    return thread.in_reply_to.strip("<> ") if is_shared(mailbox) else ""
