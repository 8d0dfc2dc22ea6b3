"""Beside a message of a shared box: who has it, what was done, notes between colleagues."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from medimail.mailboxes.models import Mailbox
from medimail.teamwork.access import colleagues, is_shared
from medimail.teamwork.models import State
from medimail.teamwork.queries import Standing, standing
from medimail.web.mail.opening import MailRequest
from medimail.web.teamwork import sentences

_NOWHERE = {"brouillons"}


def panel(
    request: MailRequest,
    mailbox: Mailbox,
    place: tuple[str, int],
    message_id: str,
    flags: Collection[str],
    **more: object,
) -> SafeString:
    """`place`: folder and uid. Nothing in a personal box, and for a message that nothing names."""
    folder, uid = place
    if not is_shared(mailbox) or folder in _NOWHERE or not message_id:
        return SafeString()
    found, members = standing(mailbox, request.user, message_id, flags), colleagues(mailbox)
    values = {"mailbox": mailbox, "folder": folder, "uid": uid, "found": found, "members": members}
    values |= {"sentence": _sentence(found, request), "mine": found.person == request.user}
    values |= {"gone": found.person is not None and found.person not in members}
    values |= {"lines": [(line, sentences.said(line)) for line in found.lines]}
    values |= {"due": sentences.due(found.due_on) if found.due_on and found.state != State.DONE else None}
    return render_to_string("teamwork/panel.html", values | more, request)


def _sentence(found: Standing, request: MailRequest) -> str:
    state = State(found.state)
    if state == State.OPEN:
        return sentences.STATES[state]
    if found.person == request.user and state == State.TAKEN:
        return "Vous vous en chargez"
    name = "Vous avez" if found.person == request.user else found.person.full_name if found.person else "Un membre"
    return f"{name} {sentences.STATES[state]}".replace("Vous avez a ", "Vous avez ")
