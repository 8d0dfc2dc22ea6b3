"""Which news changes a line. Reports come late, twice and out of order, so a line only ever learns more.

    accepted → delayed → relayed → delivered → deleted → read       (each may be skipped, none comes back)
    accepted, delayed, silent, relayed, delivered → failed          (a server may give up after another took it)
    failed → read                                                   (the recipient in person says so)

Nothing leaves `read`. A failure stays against every later word of a server: with two reports that contradict each
other, the person is told the one that asks for a call.
"""

from medimail.deliveries.models import Delivery

_S = Delivery.State
_RANK = {_S.ACCEPTED: 0, _S.DELAYED: 1, _S.SILENT: 2, _S.RELAYED: 3, _S.DELIVERED: 4, _S.DELETED: 6, _S.READ: 7}


def changes(state: Delivery.State, said: Delivery.State) -> bool:
    if state == _S.FAILED:
        return said == _S.READ
    if said == _S.FAILED:
        return _RANK[state] <= _RANK[_S.DELIVERED]
    return _RANK[said] > _RANK[state]
