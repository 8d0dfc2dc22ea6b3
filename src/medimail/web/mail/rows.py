"""Rows of a list of messages, written with Jinja, and the folders beside it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from medimail.labels.queries import KnownLabel
from medimail.mail.folders import Shelf
from medimail.mail.listing import MessageRow
from medimail.mailboxes.models import Mailbox
from medimail.web.deliveries.sentences import Look
from medimail.web.mail.folders import FOLDERS, Folder
from medimail.web.rows import rendered
from medimail.web.teamwork.rows import TeamMark

_MONTHS = ("janv.", "fév.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_OPTIONAL = "accuses"
_UNCOUNTED = {"brouillons", "envoyes", "corbeille", "accuses"}


class Clock:
    """« 09:42 » today, « hier », « 20 nov. » this year, « 20/11/2024 » before: the day is looked up once for a page."""

    def __init__(self) -> None:
        now = localtime()
        self._zone, self._today, self._yesterday = now.tzinfo, now.date(), now.date() - timedelta(days=1)

    def __call__(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        if (day := local.date()) == self._today:
            return f"{local:%H:%M}"
        if day == self._yesterday:
            return "hier"
        if day.year == self._today.year:
            return f"{day.day} {_MONTHS[day.month - 1]}"
        return f"{day:%d/%m/%Y}"


def rows(
    found: list[MessageRow],
    box: int,
    here: Folder,
    *,
    labels: Mapping[str, KnownLabel],
    opened: int | None = None,
    became: Mapping[str, Look] = MappingProxyType({}),
    team: Mapping[int, TeamMark] = MappingProxyType({}),
) -> SafeString:
    draft = here.slug == "brouillons"
    prefix = f"{reverse('compose', args=[box])}?brouillon=" if draft else f"/boites/{box}/{here.slug}/"
    return rendered(
        "mail/rows.jinja",
        rows=found,
        prefix=prefix,
        suffix="" if draft else "/",
        draft=draft,
        here=here,
        opened=opened,
        clock=Clock(),
        labels=labels,
        became=became,
        team=team,
    )


def rows_of_boxes(found: list[tuple[Mailbox, MessageRow]]) -> SafeString:
    return rendered("mail/all.jinja", rows=found, clock=Clock())


def shelf_links(
    shelves: list[Shelf], box: int, folder: str, unseen: int | None = None, *, in_place: bool = False
) -> SafeString:
    """The folders of the nav: those of every box, then the person's own. `in_place`: the page around stays."""
    known = {one.slug: one for one in FOLDERS}
    made = {shelf.slug for shelf in shelves}
    fixed = [one for one in FOLDERS if one.slug != _OPTIONAL or _OPTIONAL in made]
    own = [shelf for shelf in shelves if shelf.slug not in known]
    counts = {shelf.slug: shelf.unseen for shelf in shelves if shelf.slug not in _UNCOUNTED}
    counts |= {"reception": unseen} if unseen is not None else {}
    return rendered(
        "mail/shelves.jinja", fixed=fixed, own=own, box=box, folder=folder, counts=counts, in_place=in_place
    )


def shelf_options(shelves: list[Shelf], folder: str) -> SafeString:
    """Where messages can be moved to: not where they are, nor among drafts."""
    known = {one.slug: one for one in FOLDERS}
    fixed = [one for one in FOLDERS if one.slug not in {folder, "brouillons", "envoyes", _OPTIONAL}]
    own = [shelf for shelf in shelves if shelf.slug and shelf.slug not in known and shelf.slug != folder]
    return rendered("mail/options.jinja", fixed=fixed, own=own)
