"""What a team does with a message, as IMAP keywords on it: lists and other programs read it without the database."""

import hashlib
import re
from collections.abc import Iterable

from medimail.mail.sending import ANSWERER
from medimail.teamwork.models import State

_LONGEST = 255
_STATES = {"$done": State.DONE, "$waiting": State.WAITING, "$taken": State.TAKEN}
_FOR, _BY = re.compile(r"\$for(\d{1,18})", re.ASCII), re.compile(rf"{re.escape(ANSWERER)}(\d{{1,18}})", re.ASCII)
KEYWORDS = {state.value: word for word, state in _STATES.items()}


def state_in(flags: Iterable[str]) -> State:
    """As the keywords say, whoever set them: of two, the one that is further."""
    known = set(flags)
    return next((state for word, state in _STATES.items() if word in known), State.OPEN)


def person_in(flags: Iterable[str]) -> int | None:
    """The number of the person who has it."""
    return _number(_FOR, flags)


def answered_by(flags: Iterable[str]) -> int | None:
    return _number(_BY, flags)


def keywords(state: str, person: int | None) -> set[str]:
    return ({KEYWORDS[state]} if state else set()) | ({f"$for{person}"} if person else set())


def of_work(flags: Iterable[str]) -> set[str]:
    """Those of `flags` that `keywords` may set."""
    return {flag for flag in flags if flag in _STATES or _FOR.fullmatch(flag)}


def key(message_id: str) -> str:
    """Under which `Work` keeps it: a long one as its digest."""
    if len(message_id) <= _LONGEST:
        return message_id
    return f"sha256:{hashlib.sha256(message_id.encode()).hexdigest()}"


def _number(pattern: re.Pattern[str], flags: Iterable[str]) -> int | None:
    found = sorted(int(match[1]) for match in map(pattern.fullmatch, flags) if match)
    return found[-1] if found else None
