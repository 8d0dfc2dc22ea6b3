"""Whether the way somebody came is proof enough by itself."""

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from medimail.accounts.identity import PSC
from medimail.accounts.models import User
from medimail.accounts.queries import strong_portals


def already_strong(request: HttpRequest, user: User) -> bool:
    """Pro Santé Connect proves two factors (eIDAS substantial), and so does a portal whose region vouches for it."""
    providers = {one.get("provider") for one in get_authentication_records(request, user)} - {None}
    return PSC in providers or (bool(providers) and not providers.isdisjoint(strong_portals()))
