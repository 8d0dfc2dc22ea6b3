"""The only way an application changes: one transaction each, refused with `WrongState` when it is elsewhere."""

from medimail.enrolment.actions.changes import decide_change, edit_profile, withdraw_change
from medimail.enrolment.actions.joining import BEFORE_DECISION, join, join_from, link_card
from medimail.enrolment.actions.life import (
    ask,
    close,
    decide,
    expire_unconfirmed,
    reactivate,
    send_link_again,
    suspend,
    suspend_silent,
)
from medimail.enrolment.actions.steps import (
    accept_terms,
    answer_identifier,
    confirm_email,
    correct,
    keep_draft,
    open_application,
    submit_profile,
)
from medimail.enrolment.actions.thread import just_written, write, write_from_desk

__all__ = [
    "BEFORE_DECISION",
    "accept_terms",
    "answer_identifier",
    "ask",
    "close",
    "confirm_email",
    "correct",
    "decide",
    "decide_change",
    "edit_profile",
    "expire_unconfirmed",
    "join",
    "join_from",
    "just_written",
    "keep_draft",
    "link_card",
    "open_application",
    "reactivate",
    "send_link_again",
    "submit_profile",
    "suspend",
    "suspend_silent",
    "withdraw_change",
    "write",
    "write_from_desk",
]
