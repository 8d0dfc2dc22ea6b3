"""What this room knows of a person, for the person to take along. Of administrators it says only their office."""

from medimail.accounts.models import User
from medimail.enrolment.access import application_of, thread_of
from medimail.enrolment.models import Application, ProfileChange, Word

DESK = "le centre de services"


def personal_data(user: User) -> dict[str, object]:
    application = application_of(user)
    changes = ProfileChange.objects.filter(user=user).order_by("id")
    return {
        "application": application and _application(application),
        "thread": [_word(word) for word in thread_of(application)] if application else [],
        "profile_changes": [_change(change) for change in changes],
    }


def _application(application: Application) -> dict[str, object]:
    names = ("state", "has_identifier", "opened_at", "link_sent_at", "submitted_at", "decided_at", "reason", "draft")
    return {name: getattr(application, name) for name in names}


def _word(word: Word) -> dict[str, object]:
    return {"at": word.written_at, "from": DESK if word.from_desk else "vous", "kind": word.kind, "text": word.text}


def _change(change: ProfileChange) -> dict[str, object]:
    names = ("state", "proposed", "submitted_at", "decided_at", "reason")
    return {name: getattr(change, name) for name in names}
