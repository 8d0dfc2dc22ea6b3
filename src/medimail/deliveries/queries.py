from collections.abc import Iterable
from dataclasses import dataclass

from medimail.deliveries.models import UNDER_WAY, Delivery
from medimail.mailboxes.models import Mailbox

PAGE = 50
_S = Delivery.State
# Of several recipients a list shows the one that needs somebody most, then the one that is least far.
_FIRST = [_S.FAILED, _S.SILENT, _S.DELAYED, _S.ACCEPTED, _S.RELAYED, _S.DELIVERED, _S.DELETED, _S.READ]


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Delivery]
    older: int | None  # what to pass as `before` for the next page


def lines_of(mailbox: Mailbox, message_id: str) -> list[Delivery]:
    """In the order they were written. Empty for what was sent before lines were kept."""
    return list(Delivery.objects.filter(mailbox=mailbox, message_id=message_id).order_by("pk"))


def states_of(mailbox: Mailbox, message_ids: Iterable[str]) -> dict[str, Delivery.State]:
    """One mark for each message of a list, for one query."""
    found = Delivery.objects.filter(mailbox=mailbox, message_id__in=list(message_ids)).values_list(
        "message_id", "state"
    )
    worst: dict[str, Delivery.State] = {}
    for message_id, said in found:
        state = Delivery.State(said)
        worst[message_id] = min(worst.get(message_id, state), state, key=_FIRST.index)
    return worst


def under_way(mailbox: Mailbox, *, before: int | None = None) -> Page:
    """Newest first: not handed over yet, failed and not seen by anybody, waiting to be read."""
    lines = Delivery.objects.filter(UNDER_WAY, mailbox=mailbox).order_by("-pk")
    found = list((lines.filter(pk__lt=before) if before else lines)[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)
