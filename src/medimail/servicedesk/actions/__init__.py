"""What administrators do, each inside their scope: elsewhere the object does not exist."""

from medimail.servicedesk.actions.appointing import appoint, register_structure
from medimail.servicedesk.actions.changes import accept_change, refuse_change
from medimail.servicedesk.actions.decisions import accept, ask, refuse
from medimail.servicedesk.actions.leaving import leave
from medimail.servicedesk.actions.standing import close, reactivate, suspend, write

__all__ = [
    "accept",
    "accept_change",
    "appoint",
    "ask",
    "close",
    "leave",
    "reactivate",
    "refuse",
    "refuse_change",
    "register_structure",
    "suspend",
    "write",
]
