"""Where a request stands: the steps done, who decides, since when, by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from medimail.audit.queries import traces_of
from medimail.enrolment.access import thread_of
from medimail.enrolment.actions.thread import WRITABLE
from medimail.enrolment.models import Application, Word
from medimail.idleness.models import Presence
from medimail.idleness.queries import presence_of
from medimail.mailboxes.access import mailboxes_of
from medimail.servicedesk.queries import deciders_of, tempo_around
from medimail.servicedesk.queries.delays import OVERDUE_HOURS
from medimail.web.enrolment import steps

State = Application.State
_IN_QUEUE = (State.AWAITING_VALIDATION, State.INFO_REQUESTED)
_WATCHED = (*_IN_QUEUE, State.SUSPENDED)
SHOWN = (*WRITABLE, State.CLOSED, State.ACTIVE)
_ACTS = {
    "application.opened": "Compte créé",
    "application.email_confirmed": "Adresse mail confirmée",
    "application.terms_accepted": "Conditions générales acceptées",
    "application.submitted": "Demande envoyée",
    "application.taken_back": "Demande reprise pour correction",
    "application.info_requested": "Précision demandée",
    "application.info_given": "Réponse envoyée",
    "application.refused": "Demande non acceptée",
    "application.reopened": "Demande reprise",
    "application.active": "Compte validé",
    "application.suspended": "Compte suspendu",
    "application.suspended_silent": "Compte suspendu faute d’usage",
    "application.reactivation_asked": "Réactivation demandée",
    "application.reactivated": "Compte réactivé",
}


@dataclass(frozen=True, slots=True)
class Promise:
    before: datetime
    kept: bool


def standing(application: Application) -> dict[str, object]:
    state, user = State(application.state), application.user
    thread = thread_of(application)
    told = _told(state, thread)
    boxes = mailboxes_of(user) if state == State.ACTIVE else []
    context = {
        **steps.at(steps.VALIDATION + bool(boxes)),
        "application": application,
        "profile": user.profile,
        "done": [(_ACTS[one.action], one.at) for one in traces_of([application]) if one.action in _ACTS],
        "thread": [word for word in thread if word != told],
        "told": told,
        "writable": state in WRITABLE,
        "watched": state in _WATCHED,
        "box": boxes[0] if boxes else None,
        "silence": _silence(application),
        "stamp": f"{state}-{thread[-1].pk if thread else 0}",
    }
    return context | _prospects(application) if state in _IN_QUEUE else context


def _prospects(application: Application) -> dict[str, object]:
    profile, since = application.user.profile, application.waiting_since or timezone.now()
    before = since + timedelta(hours=OVERDUE_HOURS)
    return {
        "since": since,
        "promise": Promise(before, kept=timezone.now() < before),
        "deciders": deciders_of(profile),
        "tempo": tempo_around(profile),
    }


def _silence(application: Application) -> Presence | None:
    """Why the account is suspended, when nobody suspended it."""
    found = presence_of(application.user) if application.state == State.SUSPENDED else None
    return found if found and found.stage == Presence.Stage.SUSPENDED else None


def _told(state: State, thread: list[Word]) -> Word | None:
    """The words that go with the state: the question asked, the reason of a refusal or of a suspension."""
    kinds = {
        State.INFO_REQUESTED: Word.Kind.QUESTION,
        State.REFUSED: Word.Kind.REFUSAL,
        State.SUSPENDED: Word.Kind.SUSPENSION,
    }
    return next((word for word in reversed(thread) if word.kind == kinds.get(state)), None)
