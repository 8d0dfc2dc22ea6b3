"""An authenticator application, and a passkey without a browser: what a person holds, for tests."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from medimail.accounts.actions import add_app, show_recovery_codes
from medimail.accounts.models import User
from medimail.notifications.models import Letter
from tests.people import PASSWORD
from tests.web.pages import Page

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(steps: int = 0, secret: str = SECRET) -> str:
    """What the application shows, on a clock that runs `steps` times 30 s ahead."""
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2] + steps))


def with_app(user: User) -> list[str]:
    """Links the application long ago, so that no step has served; the recovery codes."""
    assert add_app(user, SECRET, code_at(-2))
    return show_recovery_codes(user)


def password_of(client: Client, user: User, **more: str) -> Page:
    return client.post("/connexion/", {"login": user.email, "password": PASSWORD, **more})


def type_code(client: Client, code: str) -> Page:
    return client.post("/connexion/second-facteur/", {"code": code})


def mail_code(user: User) -> str:
    found = re.search(r"^\d{6}$", Letter.objects.filter(to=user.email, kind="login_code").latest("id").text, re.M)
    assert found
    return found[0]


def signed_in(client: Client) -> bool:
    return bool(client.get("/profil/").status_code == 200)
