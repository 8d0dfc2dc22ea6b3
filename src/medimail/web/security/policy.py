"""Who must prove more than a password, and with what."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest

from medimail.accounts.factors import factors_of
from medimail.accounts.identity import PSC
from medimail.accounts.models import User
from medimail.servicedesk.access import is_administrator

STRONG_FOR = "strong_for"
"""In the session: whom a portal has proved with two factors, by its region's word."""


def applies_to(user: User) -> bool:
    """Whether the operator asks this person for more than a password."""
    return settings.SECOND_FACTOR == "everyone" or (
        settings.SECOND_FACTOR == "administrators" and is_administrator(user)
    )


def asks_mail_code(request: HttpRequest, login: Login) -> bool:
    """The lowest step, for who has nothing better. Who just followed a link in a mail has already shown to read it."""
    user = login.user
    return isinstance(user, User) and not just_confirmed(login) and _lacks_more(request, user)


def owes_explanation(request: HttpRequest, user: User) -> bool:
    return not user.told_of_second_factor and _lacks_more(request, user)


def _lacks_more(request: HttpRequest, user: User) -> bool:
    return applies_to(user) and not already_strong(request, user) and not factors_of(user).asked


def already_strong(request: HttpRequest, user: User) -> bool:
    """Pro Santé Connect proves two factors (eIDAS substantial), and so does a portal whose region vouches for it."""
    providers = {one.get("provider") for one in get_authentication_records(request, user)} - {None}
    return PSC in providers or (bool(providers) and request.session.get(STRONG_FOR) == user.pk)


def just_confirmed(login: Login) -> bool:
    return bool(login.state.get("stages", {}).get("verify_email", {}).get("data", {}).get("asked"))
