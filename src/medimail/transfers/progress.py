"""How far a transfer is, told to its row once a second; stopped from outside by the same row."""

import time

from django.utils import timezone

from medimail.transfers.errors import Ended
from medimail.transfers.models import Transfer


def began(transfer_id: int) -> Transfer | None:
    """The row, now running; None when there is nothing to do. A job whose worker was killed begins again."""
    waiting = Transfer.objects.filter(pk=transfer_id, state__in=[Transfer.State.WAITING, Transfer.State.RUNNING])
    started = waiting.update(state=Transfer.State.RUNNING, changed_at=timezone.now(), done=0, doubles=0, left_out=0)
    return Transfer.objects.select_related("mailbox", "person").get(pk=transfer_id) if started else None


class Progress:
    def __init__(self, transfer: Transfer) -> None:
        self.pk, self._told = transfer.pk, 0.0
        self.total = self.done = self.doubles = self.left_out = self.weight = 0

    def tell(self) -> None:
        """Raises Ended."""
        if time.monotonic() - self._told >= 1:
            self._told = time.monotonic()
            self._write(state=Transfer.State.RUNNING)

    def end(self, state: str, problem: str = "", **more: object) -> None:
        """Raises Ended."""
        self._write(state=state, problem=problem, **more)

    def _write(self, **more: object) -> None:
        counts = {name: getattr(self, name) for name in ("total", "done", "doubles", "left_out", "weight")}
        running = Transfer.objects.filter(pk=self.pk, state=Transfer.State.RUNNING)
        if not running.update(**counts, changed_at=timezone.now(), **more):
            raise Ended
