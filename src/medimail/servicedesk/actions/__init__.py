"""What administrators do, each inside their scope: elsewhere the object does not exist."""

from medimail.servicedesk.actions.appointing import appoint
from medimail.servicedesk.actions.box_requests import accept_box, ask_about_box, refuse_box
from medimail.servicedesk.actions.changes import accept_change, refuse_change
from medimail.servicedesk.actions.decisions import accept, ask, refuse
from medimail.servicedesk.actions.leaving import leave
from medimail.servicedesk.actions.standing import close, reactivate, suspend, write

__all__ = [
    "accept",
    "accept_box",
    "accept_change",
    "appoint",
    "ask",
    "ask_about_box",
    "close",
    "leave",
    "reactivate",
    "refuse",
    "refuse_box",
    "refuse_change",
    "suspend",
    "write",
]
