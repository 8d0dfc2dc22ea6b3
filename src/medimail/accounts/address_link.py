"""The link that proves a new sign-in address.

Its signature holds the account, its present address and its password: changing any of these ends it. Nothing is written
before it is followed, so an address merely asked for neither signs in, nor receives a reset, nor bars a sign-up.
"""

from datetime import timedelta

from django.core import signing

from medimail.accounts.models import User

LIFE = timedelta(days=1)


def issue(user: User, address: str) -> str:
    return signing.dumps(address.lower(), salt=_salt(user))


def read(user: User, link: str) -> str:
    """The proved address. Raises `signing.BadSignature` when used, altered, late, or another person's."""
    return str(signing.loads(link, salt=_salt(user), max_age=LIFE))


def _salt(user: User) -> str:
    return f"sign-in address:{user.pk}:{user.email}:{user.get_session_auth_hash()}"
