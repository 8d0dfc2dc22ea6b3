from medimail.shared_boxes.actions.asking import Wanted, answer, ask, withdraw
from medimail.shared_boxes.actions.closing import announce_closing, close_due, keep_open
from medimail.shared_boxes.actions.deciding import accept, question, refuse
from medimail.shared_boxes.actions.wishing import wish

__all__ = [
    "Wanted",
    "accept",
    "announce_closing",
    "answer",
    "ask",
    "close_due",
    "keep_open",
    "question",
    "refuse",
    "wish",
    "withdraw",
]
