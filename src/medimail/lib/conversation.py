"""Which messages belong together: those whose Message-ID, In-Reply-To or References name each other (RFC 5256)."""

import re
from collections.abc import Sequence

from medimail.lib import imap_search, mime_text

_PREFIXES = re.compile(
    r"^(?:\s*(?:re|ré|rép|tr|fw|fwd|aw|wg|sv|automatic reply|réponse automatique)\s*(?:\[\d+\])?\s*:)+\s*",
    re.IGNORECASE,
)
_ID = re.compile(r"<([^<>\s]{1,250})>")
_FIELD = re.compile(rb"^([A-Za-z-]+):[ \t]*((?:.*(?:\r?\n[ \t])?)*)", re.MULTILINE)
_MAX_IDS = 200
"""Of one message: a hostile one names thousands."""


def subject_words(header: bytes) -> list[str]:
    """What answers keep of a subject, as the index cut it."""
    return imap_search.words(_PREFIXES.sub("", mime_text.decode(_values(header).get("subject", ""))[:500]))


def ids(header: bytes) -> list[str]:
    """All that a message names, itself first."""
    values = _values(header)
    said = " ".join(values.get(name, "") for name in ("message-id", "in-reply-to", "references"))
    found = list(dict.fromkeys(_ID.findall(said)))
    return found if len(found) <= _MAX_IDS else [*found[:2], *found[2 - _MAX_IDS :]]


def linked(start: Sequence[str], messages: Sequence[Sequence[str]]) -> list[int]:
    """Places of the messages that are tied to these names, directly or by way of others."""
    naming: dict[str, list[int]] = {}
    for place, named in enumerate(messages):
        for one in named:
            naming.setdefault(one, []).append(place)
    reached: set[int] = set()
    waiting, known = list(start), set(start)
    while waiting:
        for place in naming.pop(waiting.pop(), ()):
            reached.add(place)
            waiting += [one for one in messages[place] if one not in known]
            known.update(messages[place])
    return sorted(reached)


def _values(header: bytes) -> dict[str, str]:
    """The first of each name counts."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(header[: 4 * mime_text.MAX_HEADER]):
        found.setdefault(name.decode("ascii").lower(), value.decode("ascii", "surrogateescape").strip())
    return found
