"""Visitors book, move and cancel; agents publish their hours and call off; time reminds and erases."""

from medimail.appointments.actions.booking import MOST_COMING, Wish, book, call_off, cancel, move
from medimail.appointments.actions.hours import Week, close, publish, reopen
from medimail.appointments.actions.later import DAY_BEFORE, erase_old, remind

__all__ = [
    "DAY_BEFORE",
    "MOST_COMING",
    "Week",
    "Wish",
    "book",
    "call_off",
    "cancel",
    "close",
    "erase_old",
    "move",
    "publish",
    "remind",
    "reopen",
]
