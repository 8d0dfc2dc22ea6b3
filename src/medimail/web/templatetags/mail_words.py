"""Dates and people in the words of a mailbox."""

from datetime import datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from medimail.web.mail import sentences

_TITLES = {"Dr", "Docteur", "Pr", "Professeur", "M.", "Mme"}

register = template.Library()
register.filter("weight", sentences.weight)


@register.filter
def held(tags: str) -> dict[str, int]:
    """Of « undo:box:outbox:seconds », which the composer gives to the message that a sending may still be undone."""
    numbers = [int(number) for number in tags.split(":")[1:]]
    return dict(zip(("box", "outbox", "seconds"), numbers, strict=True))


@register.filter
def when(moment: datetime | None) -> str:
    """« 09:42 » today, « hier », « 20 nov. » this year, « 20/11/2024 » before."""
    if moment is None:
        return ""
    day, now = localtime(moment), localtime()
    if day.date() == now.date():
        return f"{day:%H:%M}"
    if day.date() == now.date() - timedelta(days=1):
        return "hier"
    return date_format(day, "j N" if day.year == now.year else "d/m/Y")


@register.filter
def grouped(number: int) -> str:
    """« 50 000 », on one line."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


@register.filter
def initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha() and word not in _TITLES]
    return "".join(word[0] for word in (words[0], words[-1]) if word).upper() if len(words) > 1 else name[:1].upper()


@register.filter
def colon(folder: str, uid: int) -> str:
    """The place of a message in a query: `reception:12`."""
    return f"{folder}:{uid}"


@register.filter
def breakable(address: str) -> SafeString | str:
    """A long address breaks after its @ before it breaks anywhere else."""
    local, at, domain = address.rpartition("@")
    return mark_safe(f"{escape(local)}@<wbr>{escape(domain)}") if at else address  # noqa: S308 (escaped here)
