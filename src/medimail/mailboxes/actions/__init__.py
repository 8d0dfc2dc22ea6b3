from medimail.mailboxes.actions.announcing import announce_all, announce_missing, announce_shared
from medimail.mailboxes.actions.asking import ask_for_access
from medimail.mailboxes.actions.boxes import (
    close_boxes,
    follow_profile,
    open_mailbox,
    reactivate_boxes,
    suspend_boxes,
)
from medimail.mailboxes.actions.cutting import cut_off, turn_day
from medimail.mailboxes.actions.domains import add_domain, host_domains, rule
from medimail.mailboxes.actions.entering import enter
from medimail.mailboxes.actions.grants import change, end, give, hand_over, leave
from medimail.mailboxes.actions.inviting import invite, withdraw
from medimail.mailboxes.actions.many import add_many
from medimail.mailboxes.actions.shared import SharedBox, move_shared, name_manager, open_shared

__all__ = [
    "SharedBox",
    "add_domain",
    "add_many",
    "announce_all",
    "announce_missing",
    "announce_shared",
    "ask_for_access",
    "change",
    "close_boxes",
    "cut_off",
    "end",
    "enter",
    "follow_profile",
    "give",
    "hand_over",
    "host_domains",
    "invite",
    "leave",
    "move_shared",
    "name_manager",
    "open_mailbox",
    "open_shared",
    "reactivate_boxes",
    "rule",
    "suspend_boxes",
    "turn_day",
    "withdraw",
]
