"""A visitor who chose a shared box signs up first; their account remembers it."""

from django.http import HttpRequest

from medimail.accounts.models import User
from medimail.shared_boxes.actions import wish

_KEY = "wants_shared_box"


def keep_wish(request: HttpRequest, *, wanted: bool) -> None:
    if wanted:
        request.session[_KEY] = True
    else:
        request.session.pop(_KEY, None)


def hand_over(request: HttpRequest, user: User) -> bool:
    """From the visitor's session to the account just made."""
    wanted = bool(request.session.pop(_KEY, False))
    if wanted:
        wish(user)
    return wanted
