"""What a person asks of the directory, who asks, and what is answered."""

from dataclasses import dataclass, field
from typing import Literal

from medimail.directory.models import Entry

PAGE = 20
MOST = 200
"""Results one may reach for one question; beyond, the question is too wide."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who searches: holders find themselves on the red list, administrators those of their region or structure."""

    user_id: int
    regions: frozenset[str] = frozenset()
    structures: frozenset[str] = frozenset()
    """FINESS numbers."""
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    book: Literal["", "medimail", "mssante"] = ""
    profession: str = ""
    speciality: str = ""
    department: str = ""
    kind: str = ""
    without_address: bool = False
    """Professionals who have none, instead of addresses."""
    after: str = ""
    """Key given with the page before."""


@dataclass(frozen=True, slots=True)
class Answer:
    found: list[Entry] = field(default_factory=list)
    next: str = ""
    """Key of the next page; empty on the last."""
    many: bool = False
    """More than `MOST` match: the question should be narrowed."""
    read_as: str = ""
    """The words that were searched, when the typed ones gave nothing."""
