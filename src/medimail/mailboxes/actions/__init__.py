from medimail.mailboxes.actions.boxes import (
    close_boxes,
    follow_profile,
    open_mailbox,
    reactivate_boxes,
    suspend_boxes,
)
from medimail.mailboxes.actions.domains import add_domain, host_domains, rule

__all__ = [
    "add_domain",
    "close_boxes",
    "follow_profile",
    "host_domains",
    "open_mailbox",
    "reactivate_boxes",
    "rule",
    "suspend_boxes",
]
