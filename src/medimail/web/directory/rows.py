"""Entries in words, ready to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.timezone import localtime

from medimail.contacts.queries import favourite_addresses
from medimail.directory.models import Entry, Import
from medimail.directory.queries import last_good
from medimail.web.directory import sentences
from medimail.web.directory.viewer import Seeker
from medimail.web.moments import spoken_full_date
from medimail.web.person import person
from medimail.web.rows import rendered

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Row:
    entry: Entry
    pk: str
    name: str
    calling: str
    workplace: str
    kind: str
    fresh: str
    hidden: str
    write: str
    """Where « Écrire » leads; empty without a box or an address."""


class Rows:
    def __init__(self, request: HttpRequest, seeker: Seeker) -> None:
        self.request = request
        self.seeker = seeker

    def table(self, entries: Sequence[Entry]) -> str:
        rows = [self.row(entry) for entry in entries]
        return rendered("directory/rows.jinja", rows=rows, favourites=self._favourites(entries), **self._page)

    def star(self, entry: Entry, *, kept: bool | None = None, refused: str = "") -> str:
        """The button of a favourite; nothing for an entry that may not be one. `kept`: when that is known."""
        if not entry.address or entry.hidden:
            return ""
        values = {"entry": entry, "name": sentences.name_of(entry), "refused": refused}
        known = entry.address in self._favourites([entry]) if kept is None else kept
        return rendered("contacts/one_star.jinja", kept=known, **values, **self._page)

    def _favourites(self, entries: Iterable[Entry]) -> set[str]:
        """Their addresses that stand in the person's book, in one query for the page."""
        addresses = [entry.address for entry in entries if entry.address]
        return favourite_addresses(person(self.request), addresses) if self.seeker.books else set()

    @cached_property
    def _page(self) -> dict[str, str]:
        return {"token": get_token(self.request), "next": self.request.get_full_path()}

    def row(self, entry: Entry) -> Row:
        return Row(
            entry,
            str(entry.pk),
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
        return reverse("compose", args=[self.seeker.box]) if self.seeker.box else ""

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
    return str(cache.get_or_set(f"fresh-{kind}", lambda: _of_day(book, kind), _MINUTE))


def _of_day(book: str, kind: str) -> str:
    known = last_good(kind)
    return f"{book} du {spoken_full_date(localtime(known.dated))}" if known and known.dated else book
