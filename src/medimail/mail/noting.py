"""What somebody does in a box of others, by name: a shared one, or one whose holder let them in.

Never a subject nor the name of a folder: a number says which message, and whoever may open the box can look it up.
"""

from django.core.cache import cache
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mail import folders
from medimail.mailboxes.models import Mailbox

_DAY = 24 * 3600


def note_read(mailbox: Mailbox, person: User, folder: str, uid: int) -> None:
    """Once a day for each person and message."""
    _note_once("message.read", mailbox, person, folder, uid)


def note_taken(mailbox: Mailbox, person: User, folder: str, uid: int) -> None:
    """Its files: opened, or saved on the person's computer. Once a day, as above."""
    _note_once("message.taken", mailbox, person, folder, uid)


def note_sorted(mailbox: Mailbox, person: User, act: str, count: int, value: str) -> None:
    """`value`: where messages were moved to."""
    if not count or mailbox.holder_id == person.pk:
        return
    if act == "move":
        trace(person, "message.moved", mailbox, messages=count, to_bin=value == folders.TRASH.slug)
    else:
        trace(person, "message.marked", mailbox, messages=count, act=act)


def _note_once(act: str, mailbox: Mailbox, person: User, folder: str, uid: int) -> None:
    if mailbox.holder_id == person.pk:
        return
    day = timezone.localdate().isoformat()
    # A server that starts again may trace a second time, and never too little.
    if cache.add(f"{act}:{person.pk}:{mailbox.pk}:{folder}:{uid}:{day}", True, _DAY):
        trace(person, act, mailbox, folder=folder, message=uid)
