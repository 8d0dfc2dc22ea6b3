"""Where django-allauth asks this house: mail goes out as letters, never straight from a request."""

from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows import email_verification
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import filter_users_by_email
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from medimail.accounts.actions import refused, set_password
from medimail.accounts.models import User
from medimail.accounts.queries import owes_terms
from medimail.enrolment import actions as enrolment
from medimail.notifications.actions import notify
from medimail.web.network import network
from medimail.web.own_path import on_the_way, own_path
from medimail.web.security import again, policy
from medimail.web.sessions import session

OWES_TERMS = "owes_terms"
"""In the session of a person who signed in while terms wait for their acceptance."""

# allauth's template prefixes → our letters. Anything else is a feature that is not open yet.
_LETTERS = {
    "account/email/email_confirmation": "confirm_again",
    "account/email/email_confirmation_signup": "confirm",
    "account/email/password_reset_key": "reset",
    "account/email/account_already_exists": "already_exists",
    "account/email/unknown_account": "unknown_account",
    "account/email/login_code": "login_code",
}


class AccountAdapter(DefaultAccountAdapter):
    def get_login_stages(self) -> list[str]:
        """The address first: an unconfirmed one must not be proved by a code meant for somebody's second factor."""
        ours = [f"medimail.web.security.stages.{name}" for name in ("ConfirmedAddress", "SecondFactor", "MailCode")]
        return [*ours, "allauth.mfa.stages.TrustStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._refused("too_many", _known(credentials), "password")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = _known(credentials)
        self._refused("wrong_password" if user else "unknown_address", user, "password")

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **options: Any) -> Any:  # noqa: ANN401 (allauth's signature)
        if not user.is_active:
            records = get_authentication_records(request, user)
            self._refused("inactive", cast("User", user), records[-1]["method"] if records else "password")
        return super().pre_login(request, user, **options)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Asked once, here: no page asks the database, and a session already open is not interrupted."""
        super().login(request, user)
        session.begin(request, cast("User", user))
        if owes_terms(cast("User", user)):
            request.session[OWES_TERMS] = True

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **options: Any) -> Any:  # noqa: ANN401 (allauth's signature)
        """Whoever signs up has enough to read already: the second factor is explained the next time."""
        response = super().post_login(request, user, **options)
        if isinstance(user, User) and not options.get("signup") and policy.owes_explanation(request, user):
            response["Location"] = on_the_way(reverse("second_factor_welcome"), response["Location"])
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """Allauth's own rule also follows any port of this machine, and whatever `Host` the asker sent."""
        return bool(own_path(url or ""))

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Allauth's own rule lets people without password through."""
        if not again.proved_recently(self.request):
            raise ReauthenticationRequired
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        set_password(cast("User", user), password, keep=session.key_of(self.request))

    def send_notification_mail(self, *_: object, **__: object) -> None:
        """Ours are written by the actions, in their transaction."""

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """A link for whom a password opens an account: others are told what does."""
        if not user.has_usable_password():
            notify(email, "no_password", {"first_name": getattr(user, "first_name", "")})
            return
        address = email_verification.get_address_for_user(user)
        if address and address.verified:
            super().send_password_reset_mail(user, email, context)
        elif address and enrolment.send_link_again(cast("User", user)):
            email_verification.send_verification_email_to_address(self.request, address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        kind = _LETTERS[template_prefix]
        links = ("activate_url", "password_reset_url", "signup_url")
        values: dict[str, object] = {name: _ours(context[name]) for name in links if name in context}
        values |= {name: context[name] for name in ("code",) if name in context}
        user = context.get("user")
        values["first_name"] = getattr(user, "first_name", "")
        notify(email, kind, values)

    def _refused(self, reason: str, user: User | None, means: str) -> None:
        refused(reason, means=means, network=network(self.request), user=user)


def _known(credentials: dict[str, Any]) -> User | None:
    found = filter_users_by_email(str(credentials.get("email", "")))
    return cast("User", found[0]) if found else None


def _ours(link: str) -> str:
    """The same path on our own address: the one allauth writes is whatever `Host` the asker sent, port included."""
    return urljoin(settings.PUBLIC_URL, urlsplit(link).path)
