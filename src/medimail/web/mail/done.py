"""What was just done to messages, in a sentence, and the way back."""

from dataclasses import dataclass

from django.core import signing

from medimail.labels.queries import labels_of
from medimail.mail.shelves import all_of
from medimail.mail.sorting import Undo
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import as_shown
from medimail.web.mail.opening import MailRequest

_SALT = "medimail.done"
_LONGEST = 200  # messages named in an address
_AGE = 600
_UNDONE = "undone"
_SENTENCES = {
    "seen": ("marqué comme lu", "marqués comme lus"),
    "unseen": ("marqué comme non lu", "marqués comme non lus"),
    "flag": ("suivi", "suivis"),
    "unflag": ("n’est plus suivi", "ne sont plus suivis"),
}


@dataclass(frozen=True, slots=True)
class Done:
    sentence: str
    undo: Undo | None


def told(mailbox: Mailbox, request: MailRequest, act: str, value: str, undo: Undo) -> Done:
    return Done(_sentence(mailbox, request, act, value, len(undo.uids)), undo if undo.uids else None)


def token(mailbox: Mailbox, act: str, value: str, undo: Undo, count: int | None = None) -> str:
    """For the page without scripts that shows the way back: numbers and words of ours only, of this box."""
    back = (undo.folder, undo.uids, undo.act, undo.value) if len(undo.uids) <= _LONGEST else ("", [], "seen", "")
    said = [act, value, len(undo.uids) if count is None else count, *back]
    return signing.dumps(said, salt=f"{_SALT}:{mailbox.pk}", compress=True)


def undone(mailbox: Mailbox, count: int) -> str:
    """The same after the way back, which has none itself."""
    return token(mailbox, _UNDONE, "", Undo("", [], "seen", ""), count)


def done_in(request: MailRequest, mailbox: Mailbox) -> Done | None:
    if not (given := request.GET.get("fait")):
        return None
    try:
        act, value, count, folder, uids, back, where = signing.loads(given, salt=f"{_SALT}:{mailbox.pk}", max_age=_AGE)
    except (signing.BadSignature, ValueError):
        return None
    return Done(_sentence(mailbox, request, act, value, count), Undo(folder, uids, back, where) if uids else None)


def _sentence(mailbox: Mailbox, request: MailRequest, act: str, value: str, count: int) -> str:
    if count == 0:
        return "Ces messages ne sont plus dans ce dossier : rien n’a changé."
    subject = "Message" if count == 1 else f"{count} messages"
    if act == _UNDONE:
        return "C’est annulé."
    if act in _SENTENCES:
        return f"{subject} {_SENTENCES[act][count > 1]}."
    many = "s" if count > 1 else ""
    if act == "move":
        label = as_shown(value, all_of(mailbox, request.user) if len(value) == 32 else ()).label
        return f"{subject} rangé{many} dans « {label} »."
    known = labels_of(mailbox).get(value)
    named = f" «\u00a0{known.name}\u00a0»" if known else ""
    return f"{subject} étiqueté{many}{named}." if act == "label" else f"Étiquette{named} retirée."
