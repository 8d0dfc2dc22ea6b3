"""Several boxes asked at once: one that is away or slow costs its own answer, and the page PATIENCE at most."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from medimail.mail.errors import MailBusy, MailUnavailable
from medimail.mailboxes.models import Mailbox

AT_ONCE = 12
PATIENCE = 5.0  # seconds
_NUMBER = re.compile(r"[0-9]{1,10}")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Answers(Generic[Answer]):
    given: list[tuple[Mailbox, Answer]]
    silent: list[Mailbox]
    busy: list[Mailbox]
    """Those whose index is being made."""


def ask_each(
    boxes: Sequence[Mailbox], ask: Callable[[Mailbox], Answer], *, patience: float = PATIENCE
) -> Answers[Answer]:
    """In the order of the boxes. `ask` runs in a thread of its own: it asks the store and not the database."""
    if not boxes:
        return Answers([], [], [])
    pool = ThreadPoolExecutor(min(AT_ONCE, len(boxes)))
    asked = {pool.submit(ask, box): box for box in boxes}
    try:
        late = wait(asked, patience).not_done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # who is still waited for gives up by IMAP's own limit
    answers: Answers[Answer] = Answers([], [box for future, box in asked.items() if future in late], [])
    for future, box in asked.items():
        if future in late:
            continue
        try:
            answers.given.append((box, future.result()))
        except MailBusy:
            answers.busy.append(box)
        except MailUnavailable:
            answers.silent.append(box)
    return answers


def written(places: dict[int, int]) -> str:
    """Where the next page starts in each box: `12.340-13.77`."""
    return "-".join(f"{box}.{place}" for box, place in places.items())


def read(text: str) -> dict[int, int]:
    pieces = (piece.partition(".") for piece in text[:8000].split("-"))
    return {
        int(box): int(place)
        for box, _, place in pieces
        if _NUMBER.fullmatch(box) and _NUMBER.fullmatch(place) and int(place) < 2**32
    }
