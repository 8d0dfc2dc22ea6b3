"""What a composer remembers between two posts besides the text: sealed, so that no one can point it elsewhere."""

import secrets
from dataclasses import asdict, dataclass, field

from django.core import signing

from medimail.mail.actions import new_message_id
from medimail.mailboxes.models import Mailbox


@dataclass(frozen=True, slots=True)
class Thread:
    message_id: str
    draft_uid: int | None = None
    in_reply_to: str = ""
    references: str = ""
    answered: tuple[str, int] | None = None
    """Folder and uid of the message being answered."""
    forwarded: tuple[str, int] | None = None
    """Folder and uid of the message whose attachments are offered, until the first draft holds them."""
    writer: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """This opening of the composer: of two tabs, the later one must not overwrite in silence."""


def new_thread(mailbox: Mailbox) -> Thread:
    return Thread(new_message_id(mailbox))


def _salt(mailbox: Mailbox) -> str:
    return f"composer:{mailbox.pk}"


def seal(mailbox: Mailbox, thread: Thread) -> str:
    return signing.dumps(asdict(thread), salt=_salt(mailbox), compress=True)


def _place(value: list[object] | None) -> tuple[str, int] | None:
    return (str(value[0]), int(str(value[1]))) if value else None


def unseal(mailbox: Mailbox, sealed: str) -> Thread | None:
    """None when the seal is broken: an altered form, or one of another box."""
    try:
        values = signing.loads(sealed, salt=_salt(mailbox))
    except signing.BadSignature:
        return None
    places = {name: _place(values[name]) for name in ("answered", "forwarded")}
    return Thread(**(values | places))
