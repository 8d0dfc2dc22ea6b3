"""Which attached message is read: `?dans=2.1` is the first part of the second part, both messages."""

import re

from django.http import Http404, QueryDict

from medimail.mail.reading import Inside

_NUMBERS = re.compile(r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3}){0,19}")
_SECTION = re.compile(r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3}){0,60}")


def inside_of(query: QueryDict) -> Inside:
    said = query.get("dans", "")
    if said and not _NUMBERS.fullmatch(said):
        raise Http404
    return tuple(map(int, said.split("."))) if said else ()


def hint_of(query: QueryDict) -> str:
    """A section of IMAP; empty for anything else."""
    said = query.get("s", "")
    return said if _SECTION.fullmatch(said) else ""


def written(inside: Inside) -> str:
    return ".".join(map(str, inside))
