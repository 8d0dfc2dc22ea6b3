"""What administrators do, each inside their scope: elsewhere the object does not exist."""

from medimail.servicedesk.actions.appointing import appoint
from medimail.servicedesk.actions.box_requests import accept_box, ask_about_box, refuse_box
from medimail.servicedesk.actions.changes import accept_change, refuse_change
from medimail.servicedesk.actions.decisions import accept, ask, refuse
from medimail.servicedesk.actions.domain_requests import accept_domain, ask_domain, refuse_domain, withdraw_domain
from medimail.servicedesk.actions.leaving import leave
from medimail.servicedesk.actions.shared_boxes import (
    close_shared,
    hand_over,
    keep_shared,
    reactivate_shared,
    suspend_shared,
)
from medimail.servicedesk.actions.silence import (
    ask_back,
    end_leave_of,
    keep_account,
    keep_account_no_more,
    note_leave_of,
)
from medimail.servicedesk.actions.standing import close, reactivate, suspend, write
from medimail.servicedesk.actions.structures import add_structure, amend_structure, appoint_for, dismiss
from medimail.servicedesk.actions.traces import export_traces

__all__ = [
    "accept",
    "accept_box",
    "accept_change",
    "accept_domain",
    "add_structure",
    "amend_structure",
    "appoint",
    "appoint_for",
    "ask",
    "ask_about_box",
    "ask_back",
    "ask_domain",
    "close",
    "close_shared",
    "dismiss",
    "end_leave_of",
    "export_traces",
    "hand_over",
    "keep_account",
    "keep_account_no_more",
    "keep_shared",
    "leave",
    "note_leave_of",
    "reactivate",
    "reactivate_shared",
    "refuse",
    "refuse_box",
    "refuse_change",
    "refuse_domain",
    "suspend",
    "suspend_shared",
    "withdraw_domain",
    "write",
]
