"""Ways around the second factor, the proof asked again, and the number of a card, that somebody tried."""

import pytest
from django.test import Client

from medimail.accounts.actions import set_password
from medimail.accounts.models import User
from tests.factors import code_at, password_of, signed_in, type_code, with_app

pytestmark = pytest.mark.django_db


def test_a_password_changed_before_the_last_page_ends_the_sign_in(client: Client, holder: User) -> None:
    with_app(holder)
    password_of(client, holder)
    assert type_code(client, code_at())["Location"] == "/connexion/appareil/"
    set_password(holder, "Nouveau2mots")
    client.post("/connexion/appareil/", {"trust": "no"})
    assert not signed_in(client)
