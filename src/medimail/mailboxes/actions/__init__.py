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
    "close_boxes",
    "enter",
    "follow_profile",
    "host_domains",
    "open_mailbox",
    "reactivate_boxes",
    "rule",
    "suspend_boxes",
]
