"""What a row of the chain is made of. The digests of old rows depend on each letter here: never change it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

START = b""
"""Before the first seal of a house."""


class Row(NamedTuple):
    """A trace, as it is hashed."""

    id: int
    at: datetime
    actor: int | None
    action: str
    subject: str
    detail: dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Block:
    """What a seal says of the rows behind it. `head`: the digest of the last one."""

    number: int
    after: int
    until: int
    count: int
    newest: datetime
    head: bytes


COLUMNS = ("id", "at", "actor_id", "action", "subject", "detail")


def of_row(before: bytes, row: Row) -> bytes:
    """`before`: the digest of the row before; of the seal before, for the first row of a seal."""
    said = [row.id, _moment(row.at), row.actor, row.action, row.subject, row.detail]
    return _digest(before, said)


def of_seal(before: bytes, block: Block) -> bytes:
    said = [block.number, block.after, block.until, block.count, _moment(block.newest), block.head.hex()]
    return _digest(before, said)


def _digest(before: bytes, said: list[object]) -> bytes:
    text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
