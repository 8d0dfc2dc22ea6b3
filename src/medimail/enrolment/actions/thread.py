"""Messages between a person and the service desk about their account."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.enrolment.actions.moving import at, move
from medimail.enrolment.models import Application, Word

State = Application.State
WRITABLE = (State.AWAITING_VALIDATION, State.INFO_REQUESTED, State.REFUSED, State.SUSPENDED)


@transaction.atomic
def write(user: User, text: str) -> Word:
    """The person writes. An answer to a question puts the request back in the queue, at its old place."""
    application = at(user, *WRITABLE)
    if application.state != State.INFO_REQUESTED and (twin := just_written(application, user, text)):
        return twin
    word = _add(application, user, text, Word.Kind.MESSAGE, from_desk=False)
    if application.state == State.INFO_REQUESTED:
        application.submitted_at = timezone.now()
        move(application, State.AWAITING_VALIDATION, "application.info_given")
    return word


def just_written(application: Application, author: User, text: str) -> Word | None:
    """The last word of the thread when it is this one: a second click, or a network that sent the form again."""
    last = application.words.order_by("-id").first()
    same = last is not None and (last.author_id, last.kind, last.text) == (author.pk, Word.Kind.MESSAGE, text)
    return last if same else None


def write_from_desk(application: Application, by: User, text: str, kind: Word.Kind = Word.Kind.MESSAGE) -> Word:
    """On a locked application; who may write is servicedesk's rule."""
    return _add(application, by, text, kind, from_desk=True)


def _add(application: Application, author: User, text: str, kind: Word.Kind, *, from_desk: bool) -> Word:
    word = Word.objects.create(application=application, author=author, from_desk=from_desk, kind=kind, text=text)
    trace(author, "application.written", application, from_desk=from_desk, kind=kind)
    return word
