"""The labels of a box, sealed: a name may be a patient's.

They lie in PostgreSQL and not in IMAP METADATA, which knows no lock between two writers and would cost pages a command.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache

from medimail.labels.models import Label
from medimail.lib.sealing import Sealed
from medimail.mailboxes.models import Mailbox

_KEPT = 60  # seconds: as long as the names of folders
_UNKNOWN: Any = object()


@dataclass(frozen=True, slots=True)
class KnownLabel:
    number: int
    name: str
    colour: str

    @property
    def keyword(self) -> str:
        """The first five are those of Thunderbird, so that programs show the same messages labelled."""
        return f"$label{self.number}"


DEFAULTS = (
    KnownLabel(1, "Important", "danger"),
    KnownLabel(2, "Travail", "info"),
    KnownLabel(3, "Personnel", "patient"),
    KnownLabel(4, "À faire", "warn"),
    KnownLabel(5, "Plus tard", ""),
)


def labels_of(mailbox: Mailbox) -> dict[str, KnownLabel]:
    """By keyword, in the order of the alphabet. In this process's memory for a minute: every list asks."""
    known: dict[str, KnownLabel] = cache.get(cache_key(mailbox), _UNKNOWN)
    if known is _UNKNOWN:
        known = {one.keyword: one for one in _read(mailbox)}
        cache.set(cache_key(mailbox), known, _KEPT)
    return known


def _read(mailbox: Mailbox) -> tuple[KnownLabel, ...]:
    rows = list(Label.objects.filter(mailbox=mailbox))
    sealed = Sealed(settings.SEALING_KEY)
    own = [KnownLabel(row.number, sealed.open(row.sealed), row.colour) for row in rows if not row.removed]
    return tuple(sorted(own, key=lambda one: one.name.casefold())) if rows else DEFAULTS


def cache_key(mailbox: Mailbox) -> str:
    return f"labels-{mailbox.pk}"
