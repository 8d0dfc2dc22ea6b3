"""The lines of a list of members, read, and carried from the preview to the click."""

from datetime import date, datetime

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from medimail.accounts.models import User
from medimail.lib.csv_in import Line, plain
from medimail.mailboxes.foreseeing import Wish
from medimail.mailboxes.models import Mailbox
from medimail.web.sharing.list_words import ROLE_WORDS

COLUMNS = {
    "email": ("adresse", "adresse mail", "e mail", "email", "mail", "courriel", "adresse mssante"),
    "role": ("role", "droit", "droits"),
    "first": ("premier jour", "debut", "date de debut"),
    "last": ("dernier jour", "fin", "date de fin"),
}
_KEPT = 3600  # seconds between the preview and the click
_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def wish_of(line: Line) -> Wish:
    """A line with a word that nobody understands is kept, to be shown."""
    email, role = line.values["email"].lower(), ROLE_WORDS.get(plain(line.values.get("role", "")), "")
    try:
        days = [_day(line.values.get(name, "")) for name in ("first", "last")]
        validate_email(email)
    except (ValueError, ValidationError):
        return Wish(line.number, email, role, unread=True)
    return Wish(line.number, email, role, days[0], days[1], unread=not role)


def seal(mailbox: Mailbox, person: User, wishes: list[Wish]) -> str:
    """For who looks at the preview: nothing of it is kept in the house."""
    rows = [[one.number, one.email, one.role, _said(one.starts_on), _said(one.ends_on), one.unread] for one in wishes]
    return signing.dumps(rows, salt=_salt(mailbox, person), compress=True)


def unseal(mailbox: Mailbox, person: User, sealed: str) -> list[Wish] | None:
    """None when it was altered, is of another box or person, or of an hour ago."""
    try:
        rows = signing.loads(sealed, salt=_salt(mailbox, person), max_age=_KEPT)
    except signing.BadSignature:
        return None
    return [
        Wish(number, email, role, _day(first), _day(last), unread) for number, email, role, first, last, unread in rows
    ]


def _day(text: str) -> date | None:
    """Raises ValueError."""
    if not text:
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ValueError(text)


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""


def _salt(mailbox: Mailbox, person: User) -> str:
    return f"members:{mailbox.pk}:{person.pk}"
