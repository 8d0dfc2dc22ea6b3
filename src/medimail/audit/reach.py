"""Whom and what an act concerns, found by following the columns of its object that lead to people, boxes and places.

The rooms above need not say it at each of their acts, and this room need not know them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from medimail.audit.chain import Row

Keys = dict[str, set[str]]
# Columns that lead to whom an act is about. Never who decided, wrote or gave: their region is not that of the object.
_WAYS = {
    *("user", "person", "owner", "holder", "agent", "profile", "administrator"),
    *("mailbox", "application", "agenda", "book", "group", "structure", "domain", "request", "appointment"),
}
_PLACES = {"region_code": "region", "finess": "finess"}
_THINGS = {"mailboxes.mailbox": "box", "structures.structure": "structure"}
_WHERE = {*_PLACES.values(), "structure"}
_DEPTH = 5


def keys_of(rows: Iterable[Row]) -> dict[int, list[str]]:
    """By trace. What is gone since is known by who acted alone."""
    wanted: dict[str, set[str]] = defaultdict(set)
    named = {row.id: (f"{_person()}:{row.actor}" if row.actor else "", row.subject) for row in rows}
    for name in {name for names in named.values() for name in names if name}:
        label, _, key = name.partition(":")
        wanted[label].add(key)
    found = {name: keys for label, pks in wanted.items() for name, keys in _of_objects(label, pks)}
    return {pk: sorted(_together(found.get(by, set()), found.get(what, set()))) for pk, (by, what) in named.items()}


def _together(actor: set[str], subject: set[str]) -> set[str]:
    """An act belongs where its object is: the region of who acted sees nothing of what is done in another one."""
    placed = any(key.partition(":")[0] in _WHERE for key in subject)
    return subject | ({key for key in actor if key.startswith("person:")} if placed else actor)


def _of_objects(label: str, pks: set[str]) -> Iterator[tuple[str, set[str]]]:
    try:
        model = apps.get_model(label)
        ways = paths(label)
        rows: models.QuerySet[Any, tuple[Any, ...]] = (
            models.QuerySet(model).filter(pk__in=pks).values_list("pk", *(path for path, _ in ways))
        )
        found = list(rows)
    except (LookupError, ValueError, ValidationError):
        return  # a room or a kind of key of an earlier release
    for pk, *values in found:
        yield (
            f"{label}:{pk}",
            {f"{kind}:{value}" for (_, kind), value in zip(ways, values, strict=True) if value not in {None, ""}},
        )


@cache
def paths(label: str) -> list[tuple[str, str]]:
    """(where to look, what it names)."""
    return list(_paths(apps.get_model(label), "", frozenset()))


def _paths(model: type[models.Model], before: str, seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    label = model._meta.label_lower
    if label in seen or len(seen) == _DEPTH:
        return
    thing = "person" if label == _person() else _THINGS.get(label)
    if thing:
        yield f"{before}pk", thing
    fields = {field.name: field for field in model._meta.get_fields()}
    # What lies in a box belongs where the box is; the person is then only who wrote it.
    ways = _WAYS - {"person", "user"} if "mailbox" in fields else _WAYS
    for field in fields.values():
        if field.name in _PLACES:
            yield f"{before}{field.name}", _PLACES[field.name]
        elif field.name in ways and (field.many_to_one or field.one_to_one):
            assert isinstance(field.related_model, type)  # noqa: S101 (only a generic relation has none)
            yield from _paths(field.related_model, f"{before}{field.name}__", seen | {label})


def _person() -> str:
    return settings.AUTH_USER_MODEL.lower()
