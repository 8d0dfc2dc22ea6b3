"""Entries in words, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.timezone import localtime

from medimail.accounts.models import User
from medimail.contacts.queries import favourite_addresses
from medimail.directory.models import Entry, Import
from medimail.directory.queries import last_good
from medimail.web.directory import sentences
from medimail.web.directory.viewer import Seeker
from medimail.web.moments import spoken_full_date


@dataclass(frozen=True)
class Row:
    entry: Entry
    name: str
    calling: str
    workplace: str
    kind: str
    fresh: str
    hidden: str
    write: str
    """Where « Écrire » leads; empty without a box or an address."""


class Rows:
    def __init__(self, person: User, seeker: Seeker) -> None:
        self.person = person
        self.seeker = seeker

    def of(self, entries: Iterable[Entry]) -> list[Row]:
        return [self.row(entry) for entry in entries]

    def favourites(self, entries: Iterable[Entry]) -> set[str]:
        """Their addresses that stand in the person's book, in one query for the page."""
        return favourite_addresses(self.person, [entry.address for entry in entries if entry.address])

    def row(self, entry: Entry) -> Row:
        return Row(
            entry,
            sentences.name_of(entry),
            sentences.calling(entry),
            sentences.workplace(entry),
            sentences.KINDS.get(entry.kind, ""),
            self._fresh(entry),
            sentences.hidden(entry, own=entry.holder_id == self.seeker.viewer.user_id),
            f"{self._composer}?pour={entry.pk}" if self._composer and entry.address else "",
        )

    @cached_property
    def _composer(self) -> str:
        return reverse("compose", args=[self.seeker.box.pk]) if self.seeker.box else ""

    def _fresh(self, entry: Entry) -> str:
        if entry.origin == Entry.Origin.OWN:
            return "Compte Medimail, à jour"
        return self._of_boxes if entry.address else self._of_people

    @cached_property
    def _of_boxes(self) -> str:
        return _dated("Annuaire MSSanté", Import.Kind.MAILBOXES)

    @cached_property
    def _of_people(self) -> str:
        return _dated("Annuaire Santé", Import.Kind.ACTIVITIES)


def _dated(book: str, kind: str) -> str:
    known = last_good(kind)
    return f"{book} du {spoken_full_date(localtime(known.dated))}" if known and known.dated else book
