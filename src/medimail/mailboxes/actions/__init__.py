from medimail.mailboxes.actions.announcing import announce_all, announce_missing, announce_shared
from medimail.mailboxes.actions.boxes import (
    close_boxes,
    follow_profile,
    open_mailbox,
    reactivate_boxes,
    suspend_boxes,
)
from medimail.mailboxes.actions.domains import add_domain, host_domains, rule
from medimail.mailboxes.actions.entering import enter
from medimail.mailboxes.actions.shared import SharedBox, move_shared, open_shared

__all__ = [
    "SharedBox",
    "add_domain",
    "announce_all",
    "announce_missing",
    "announce_shared",
    "close_boxes",
    "enter",
    "follow_profile",
    "host_domains",
    "move_shared",
    "open_mailbox",
    "open_shared",
    "reactivate_boxes",
    "rule",
    "suspend_boxes",
]
