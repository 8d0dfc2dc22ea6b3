"""Where django-allauth asks this house: mail goes out as letters, never straight from a request."""

from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from medimail.accounts.actions import set_password
from medimail.accounts.models import User
from medimail.accounts.queries import owes_terms
from medimail.notifications.actions import notify

OWES_TERMS = "owes_terms"
"""In the session of a person who signed in while terms wait for their acceptance."""

# allauth's template prefixes → our letters. Anything else is a feature that is not open yet.
_LETTERS = {
    "account/email/email_confirmation": "confirm_again",
    "account/email/email_confirmation_signup": "confirm",
    "account/email/password_reset_key": "reset",
    "account/email/account_already_exists": "already_exists",
    "account/email/unknown_account": "unknown_account",
}


class AccountAdapter(DefaultAccountAdapter):
    def login(self, request: Any, user: AbstractBaseUser) -> None:  # noqa: ANN401 (Django's request, which this room does not know)
        """Asked once, here: no page asks the database, and a session already open is not interrupted."""
        super().login(request, user)
        if isinstance(user, User) and owes_terms(user):
            request.session[OWES_TERMS] = True

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        set_password(cast("User", user), password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        kind = _LETTERS[template_prefix]
        links = ("activate_url", "password_reset_url", "signup_url")
        values: dict[str, object] = {name: _ours(context[name]) for name in links if name in context}
        user = context.get("user")
        values["first_name"] = getattr(user, "first_name", "")
        notify(email, kind, values)


def _ours(link: str) -> str:
    """The same path on our own address: the one allauth writes is whatever `Host` the asker sent, port included."""
    return urljoin(settings.PUBLIC_URL, urlsplit(link).path)
