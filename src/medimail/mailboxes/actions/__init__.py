from medimail.mailboxes.actions.announcing import announce_all, announce_missing
from medimail.mailboxes.actions.boxes import (
    close_boxes,
    follow_profile,
    open_mailbox,
    reactivate_boxes,
    suspend_boxes,
)
from medimail.mailboxes.actions.domains import add_domain, host_domains, rule
from medimail.mailboxes.actions.entering import enter

__all__ = [
    "add_domain",
    "announce_all",
    "announce_missing",
    "close_boxes",
    "enter",
    "follow_profile",
    "host_domains",
    "open_mailbox",
    "reactivate_boxes",
    "rule",
    "suspend_boxes",
]
