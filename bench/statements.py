"""The SQL that one request sends, to be run again without the application."""

import os
from collections.abc import Callable

from tests.house_fixture import House

Ask = Callable[[str, str], list[str]]
"""Path and what is typed → the statements of that request."""


def statements(house: House, email: str) -> Ask:
    """In this process: the application on the database of the house."""
    _like(house)
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from medimail.accounts.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")

    def ask(path: str, text: str) -> list[str]:
        reset_queries()  # Django keeps the last 9,000
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path, {"q": text}, headers={"hx-request": "true", "hx-request-type": "partial"})
        assert answer.status_code == 200, answer
        return [query["sql"] for query in captured.captured_queries if query["sql"].startswith(("SELECT", "\nWITH"))]

    return ask


def _like(house: House) -> None:
    lines = (house.home / "site.env").read_text().splitlines()
    os.environ.update(dict(line.split("=", 1) for line in lines if line.startswith("MEDIMAIL_")))
    os.environ["MEDIMAIL_DB_POOL"] = "no"
    import django

    django.setup()
