"""Our webmail between the bare commands of IMAP and Roundcube: one machine, one Dovecot, one run."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import memory, roundcube
from bench.bare_mail import Bare
from bench.contest import Client, acts, held, search
from bench.letters import BODY_WORD, SUBJECT_WORD
from bench.mailbox import Filled, fill
from bench.measure import Figure
from bench.ours import Ours
from bench.peer import Roundcube
from tests.house_fixture import House, new_home, standing

FULL, SMALL = 50_000, 1_000
BARE, PLAIN, CACHED, DEBIAN, OURS = "bare IMAP", "no cache", "database cache", "as Debian has it", "ours"
THEIRS = (PLAIN, CACHED, DEBIAN)
_FREE = {"MEDIMAIL_DURABLE": "yes", "MEDIMAIL_LOGIN_RATE": "1000/m/ip", **memory.ROOM}
_HEAD = """
| | bare IMAP | | Roundcube, its best | | | as Debian has it | ours | | ours to its best |
|---|---|---|---|---|---|---|---|---|---|
| | median | 95th | median | 95th | which | median | median | 95th | median, 95th |"""


def main(messages: int, rounds: int, pages: int, kept: str, *, index: bool) -> None:
    with _home(kept) as home, standing(home, **_FREE) as house:
        roundcube.let_in(house)
        big, small = _filled(house, "pharmacist", messages), _filled(house, "doctor", SMALL)
        with (
            roundcube.standing(house) as plain,
            roundcube.standing(house, cached=True) as cached,
            roundcube.standing(house, in_memory=False) as debian,
        ):
            clients = _clients(house, big, {PLAIN: plain, CACHED: cached, DEBIAN: debian})
            say("the acts are timed…")
            print(f"### {big.total:,} messages, {rounds} rounds\n{_HEAD}")
            for act in acts(big):
                print(_row(held(clients, act, rounds)), flush=True)
            if index:
                _searches(house, big, clients, rounds)
        _growth(house, big, small, rounds)
        if pages:
            print(memory.table(house, big, pages))


@contextlib.contextmanager
def _home(kept: str) -> Iterator[Path]:
    if not kept:
        with new_home() as home:
            yield home
        return
    Path(kept).mkdir(mode=0o711, parents=True, exist_ok=True)
    yield Path(kept) / "state"


def _filled(house: House, role: str, messages: int) -> Filled:
    address = house.accounts[role].mailbox
    assert address
    box = fill(house, address, messages)
    say(f"{address}: {box.total:,} messages, filled in {box.seconds:.0f} s")
    return box


def _clients(house: House, box: Filled, ports: dict[str, int]) -> dict[str, Client]:
    shown = [uid for uids in box.by_kind.values() for uid in uids][:50]
    return {
        BARE: Bare(house, box.address),
        **{name: Roundcube(port, box.address, shown) for name, port in ports.items()},
        OURS: Ours(house.port, house.accounts["pharmacist"]),
    }


def _row(figures: dict[str, Figure]) -> str:
    floor, ours = figures[BARE], figures.get(OURS)
    which = min(THEIRS, key=lambda name: figures[name].median)
    best = figures[which]
    cells = [floor.what, _ms(floor.median), _ms(floor.p95), _ms(best.median), _ms(best.p95), which]
    cells.append(_ms(figures[DEBIAN].median))
    cells += [_ms(ours.median), _ms(ours.p95)] if ours else ["–", "–"]
    cells += [f"**{ours.median / best.median:.2f}**, {ours.p95 / best.p95:.2f}"] if ours else ["–"]
    return f"| {' | '.join(cells)} |"


def _searches(house: House, box: Filled, clients: dict[str, Client], rounds: int) -> None:
    begun = time.perf_counter()
    say("the inbox is indexed…")
    configuration = str(house.home / "dovecot" / "dovecot.conf")
    subprocess.run(["doveadm", "-c", configuration, "index", "-u", box.address, "INBOX"], check=True)
    print(f"\n### Search, index built in {time.perf_counter() - begun:.0f} s")
    print("\n| | bare IMAP | Roundcube | ours | ours to bare |\n|---|---|---|---|---|")
    for act in (search("subject", SUBJECT_WORD), search("text", BODY_WORD)):
        found = held(clients, act, rounds)
        bare, theirs, ours = found[BARE], min(found[name].median for name in THEIRS), found.get(OURS)
        ratio = (_ms(ours.median), f"{ours.median / bare.median:.2f}") if ours else ("–", "–")
        print(f"| {act.name} | {_ms(bare.median)} | {_ms(theirs)} | {ratio[0]} | {ratio[1]} |", flush=True)


def _growth(house: House, big: Filled, small: Filled, rounds: int) -> None:
    """The same acts of ours in a small box and in the big one, each round in both."""
    print(
        f"\n### Ours, {small.total:,} and {big.total:,} messages\n\n| | small | big | big to small |\n|---|---|---|---|"
    )
    few, many = (Ours(house.port, house.accounts[role]) for role in ("doctor", "pharmacist"))
    for one, other in zip(acts(small), acts(big), strict=True):
        if one.once:
            continue
        a = held({"small": few}, one, rounds)
        b = held({"big": many}, other, rounds)
        if a and b:
            first, second = a["small"].median, b["big"].median
            name = one.name if one.name == other.name else f"{one.name} and {other.name}"
            print(f"| {name} | {_ms(first)} | {_ms(second)} | {second / first:.2f} |", flush=True)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
