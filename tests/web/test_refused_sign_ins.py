"""Each refused sign-in is traced once, with its reason and with nothing that was typed."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.audit.models import Trace
from tests import people
from tests.web.pages import ACCOUNT, signed_up

pytestmark = pytest.mark.django_db
TYPED = "Mot-de-passe-que-personne-ne-lit-7"


def refusals() -> list[Trace]:
    return list(Trace.objects.filter(action="sign_in.refused").order_by("id"))


def try_to_enter(address: str, password: str = TYPED, client: Client | None = None) -> None:
    (client or Client()).post("/connexion/", {"login": address, "password": password})


def the_one(reason: str, user: User | None) -> Trace:
    """The trace, whose every column is free of what was typed."""
    (trace,) = refusals()
    assert (trace.detail["reason"], trace.actor_id) == (reason, None)
    assert trace.subject == (f"accounts.user:{user.pk}" if user else "")
    assert trace.detail["network"] == "127.0.0.1"
    written = f"{trace.subject} {trace.detail}"
    assert TYPED not in written
    assert "@" not in written
    return trace


def test_a_wrong_password(holder: User) -> None:
    try_to_enter(holder.email)
    the_one("wrong_password", holder)


def test_an_unknown_address() -> None:
    try_to_enter("personne@exemple.test")
    the_one("unknown_address", None)


def test_a_password_typed_as_an_address_stays_unwritten() -> None:
    try_to_enter(f"{TYPED}@exemple.test", TYPED)
    the_one("unknown_address", None)


def test_a_closed_account(holder: User) -> None:
    holder.is_active = False
    holder.save()
    try_to_enter(holder.email, people.PASSWORD)
    the_one("inactive", holder)


def test_an_address_not_yet_confirmed() -> None:
    signed_up(Client())
    try_to_enter(ACCOUNT["email"], ACCOUNT["password1"])
    the_one("unconfirmed", User.objects.get(email=ACCOUNT["email"]))


def test_a_flood_writes_one_line_once_the_limit_is_met(holder: User) -> None:
    for _ in range(30):
        try_to_enter(holder.email)
    reasons = [one.detail["reason"] for one in refusals()]
    assert reasons.count("too_many") == 1
    assert reasons.count("wrong_password") == len(reasons) - 1 == 5


def test_a_right_sign_in_is_no_refused_one(holder: User) -> None:
    people.signed_in(holder)
    assert refusals() == []


def test_a_locked_session_refused_to_somebody_else(holder: User) -> None:
    client = people.signed_in(holder)
    client.post("/verrou/")
    client.post("/securite/confirmer/", {"password": TYPED})
    the_one("wrong_password", holder)
