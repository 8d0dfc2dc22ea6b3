"""The same acts for each of the programs compared.

Every round asks each of them once, so that whatever else the machine does falls on all of them.
"""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bench.bare_mail import Bare
from bench.mailbox import Filled
from bench.measure import Figure, of_times
from bench.ours import Ours
from bench.peer import Roundcube

Client = Bare | Roundcube | Ours
FAR = 500


@dataclass(frozen=True)
class Act:
    name: str
    do: Callable[[Client, int], None]
    uids: list[int]
    """One for each round."""
    once: bool = False
    """Two messages for each who asks: after a move Dovecot counts the whole box again (its quota) before the next one,
    so that everybody's measured move follows one of their own.
    """
    anew: bool = False
    """Each time in a new session: Roundcube remembers counters in its session, and then counts one folder only."""


def acts(box: Filled) -> list[Act]:
    far = min(FAR, box.total // 50 - 2)
    html, large, text = box.by_kind["html"], box.by_kind["large"], list(box.by_kind["text"])
    nowhere = [0]
    return [
        Act("first page after sign-in", lambda who, _: who.first_page(), nowhere),
        Act("list, page 1", lambda who, _: who.list_page(1), nowhere),
        Act(f"list, page {far}", lambda who, _: who.list_page(far), nowhere),
        Act("open a text and HTML message", lambda who, uid: who.open(uid), html),
        Act("open one with a 300 kB attachment", lambda who, uid: who.open(uid), large),
        Act("refresh with nothing new", lambda who, _: who.refresh(), nowhere),
        Act("unread counters of all folders", lambda who, _: who.counters(), nowhere, anew=True),
        Act("mark as unread", lambda who, uid: who.mark(uid, seen=False), html),
        Act("move", lambda who, uid: who.move(uid), text, once=True),
    ]


def search(field: str, word: str) -> Act:
    return Act(f"search, a word of the {field}", lambda who, _: who.search(field, word), [0])


def held(clients: Mapping[str, Client], act: Act, rounds: int) -> dict[str, Figure]:
    """The first round warms up and is not counted. Who cannot do it has no figure."""
    times: dict[str, list[float]] = {name: [] for name in clients}
    everybody = list(clients.items())
    for _, client in everybody:
        client.first_page()  # nothing is new to a page that was just loaded
    for number in range(rounds + 1):
        # Who comes first pays for what the others find ready in Dovecot.
        turned = number % len(everybody)
        for name, client in everybody[turned:] + everybody[:turned]:
            if act.anew:
                client.sign_in()
            if act.once:
                act.do(client, act.uids.pop())
            uid = act.uids.pop() if act.once else act.uids[number % len(act.uids)]
            if name in times and (took := _clock(name, partial(act.do, client, uid))) is not None:
                times[name].append(took)
            else:
                times.pop(name, None)
    return {name: of_times(act.name, each[1:]) for name, each in times.items()}


def _clock(name: str, do: Callable[[], None]) -> float | None:
    begun = time.perf_counter()
    try:
        do()
    except (AssertionError, NotImplementedError) as failure:
        sys.stderr.write(f"{name} cannot: {str(failure)[:300]}\n")
        return None
    return time.perf_counter() - begun
