"""Two boxes of varied messages, filled by the shortest way, once for a house that is kept."""

import re
import time
from dataclasses import dataclass

from bench.letters import RECENT, kind, letter
from bench.wire import Wire
from tests.house_fixture import House

FOLDERS = ("Laboratoire", "Secretariat", "Confreres", "Hospitalisations", "Administration")
_EACH = 300
_PACK = 500
_NUMBER = re.compile(rb"UID (\d+) .*?<(\d+)@bench\.example>", re.DOTALL)


@dataclass(frozen=True)
class Filled:
    address: str
    total: int
    seconds: float
    """0 when it was full already."""
    by_kind: dict[str, list[int]]
    """Uids in the inbox, newest first."""


def fill(house: House, address: str, total: int) -> Filled:
    wire = Wire(house, address)
    begun = time.perf_counter()
    added = _grow(wire, "INBOX", address, total)
    for folder in FOLDERS:
        if folder.encode() not in wire.ask(f'LIST "" {folder}'):
            wire.ask(f"CREATE {folder}")
            wire.ask(f"SUBSCRIBE {folder}")
        _grow(wire, folder, address, min(_EACH, total))
    seconds = time.perf_counter() - begun if added else 0.0
    return Filled(address, total, seconds, _kinds(wire, total))


def _grow(wire: Wire, folder: str, address: str, total: int) -> bool:
    """A box of a former run has lost some to the measures of moving: what is nearly full is full."""
    held = int(wire.ask(f"STATUS {folder} (MESSAGES)").split(b"MESSAGES ")[1].split(b")")[0])
    if held > total * 0.9:
        return False
    for start in range(0, total, _PACK):
        wire.append(folder, (letter(n, total, address) for n in range(start, min(start + _PACK, total))))
    return True


def _kinds(wire: Wire, total: int) -> dict[str, list[int]]:
    exists = int(wire.ask("EXAMINE INBOX").split(b" EXISTS")[0].rsplit(b" ", 1)[1])
    said = wire.ask(f"FETCH {max(1, exists - RECENT)}:{exists} (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    found: dict[str, list[int]] = {}
    for uid, number in reversed(_NUMBER.findall(said)):
        found.setdefault(kind(int(number), total), []).append(int(uid))
    return found
