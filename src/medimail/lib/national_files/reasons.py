from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why one line is refused."""

    COLUMNS = "columns"
    """Too few or too many, which a `|` inside a name makes too."""
    ENCODING = "encoding"
    CONTROL = "control"
    """NUL or another character that no name holds."""
    TOO_LONG = "too_long"
    NUMBER = "number"
    """A national number that breaks its check digit."""
    PROFESSION = "profession"
    KIND = "kind"
    ADDRESS = "address"
    NAME = "name"


_NAMED = 5


@dataclass(slots=True)
class Tally:
    """What became of the lines of one file. Numbers of lines count the header as the first."""

    read: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)
    first: dict[Reason, list[int]] = field(default_factory=dict)

    def refuse(self, reason: Reason) -> None:
        self.refused[reason] += 1
        named = self.first.setdefault(reason, [])
        if len(named) < _NAMED:
            named.append(self.read + 1)
