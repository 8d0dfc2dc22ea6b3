"""« Mes accès »: who opened my boxes and who tried to open my account, for me alone, newest first, ninety days."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from medimail.accounts.actions import keep_portal, refused
from medimail.accounts.models import Session, User
from medimail.accounts.portal_facts import OidcFacts
from medimail.audit.actions import trace
from medimail.audit.models import Trace
from medimail.mailboxes.models import Mailbox
from tests import people
from tests.web.pages import words

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PAGE = "/securite/acces/"


@pytest.fixture
def box(holder: User) -> Mailbox:
    return Mailbox.objects.get(holder=holder)


@pytest.fixture
def client(holder: User) -> Client:
    return people.signed_in(holder, WINDOWS)


def entries(box: Mailbox) -> list[Trace]:
    return list(Trace.objects.filter(action="mailbox.entered", subject=f"mailboxes.mailbox:{box.pk}"))


def open_box(client: Client, box: Mailbox) -> None:
    client.get(f"/boites/{box.pk}/reception/")


def test_opening_a_box_is_written_once_for_each_session(client: Client, holder: User, box: Mailbox) -> None:
    for _ in range(3):
        open_box(client, box)
    (entry,) = entries(box)
    seen = {"means": "webmail", "device": "Firefox sur Windows", "network": "127.0.0.1", "place": "réseau local"}
    assert (entry.actor, entry.detail) == (holder, seen)
    open_box(people.signed_in(holder), box)
    assert len(entries(box)) == 2


def test_two_tabs_that_read_their_session_at_the_same_instant_write_it_once(
    client: Client, holder: User, box: Mailbox
) -> None:
    from medimail.mailboxes.actions import enter

    first, second = Session.objects.get(user=holder), Session.objects.get(user=holder)
    enter(box, holder, first)
    enter(box, holder, second)
    assert len(entries(box)) == 1


def test_a_box_refused_is_no_entry(client: Client, box: Mailbox) -> None:
    stranger = people.signed_in(people.holder())
    stranger.get(f"/boites/{box.pk}/reception/")
    assert entries(box) == []


def test_the_page_says_who_with_what_and_from_where(client: Client, holder: User, box: Mailbox) -> None:
    open_box(client, box)
    said = words(client.get(PAGE))
    assert f"Boîte {box.address} ouverte Vous Firefox sur Windows réseau local" in said
    assert "Connexion par mot de passe Vous" in said
    assert "Autre personne" not in said


def test_somebody_else_and_a_refusal_stand_out(client: Client, holder: User, box: Mailbox) -> None:
    trace(
        people.account(first_name="Léa", last_name="Roy"), "mailbox.entered", box, means="webmail", device="", place=""
    )
    refused("wrong_password", means="password", network="203.0.113.9", user=holder)
    page = client.get(PAGE)
    assert "Autre personne Léa Roy" in words(page)
    assert "Connexion refusée mot de passe faux Personne n’est entré réseau 203.0.113.9" in words(page)
    assert page.content.decode().count("tag danger") == 2


def test_a_portal_is_said_by_its_name(client: Client, holder: User) -> None:
    portal = OidcFacts("https://portail.example/.well-known/openid-configuration", "medimail")
    keep_portal(None, "occ-1", portal, name="Portail Occitanie", region_code="76", strong=False)
    for means in ("occ-1", "closed-since"):
        trace(holder, "sign_in.accepted", holder, means=means, network="192.0.2.1", device="", place="")
    said = words(client.get(PAGE))
    assert "Connexion par Portail Occitanie Vous" in said
    assert "Connexion par un portail régional Vous" in said
    assert "occ-1" not in said
    assert "closed-since" not in said


def test_nobody_sees_the_accesses_of_others(client: Client, holder: User, box: Mailbox) -> None:
    open_box(client, box)
    refused("wrong_password", means="password", network="203.0.113.9", user=holder)
    for other in (people.holder(), people.region_administrator("76"), people.region_administrator("53")):
        said = words(people.signed_in(other).get(PAGE))
        assert box.address not in said
        assert "203.0.113.9" not in said


def test_older_than_ninety_days_is_not_shown(client: Client, holder: User) -> None:
    with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(days=91)):
        refused("wrong_password", means="password", network="203.0.113.9", user=holder)
    assert "203.0.113.9" not in words(client.get(PAGE))


def test_pages_follow_each_other_and_cost_the_same(client: Client, holder: User) -> None:
    for number in range(120):
        refused("wrong_code", means="second_factor", network=f"203.0.113.{number}", user=holder)
    shown, target, costs = [], PAGE, set()
    while target:
        with CaptureQueriesContext(connection) as caught:
            page = client.get(target)
        costs.add(len(caught))
        shown += [one.where for _, lines in page.context["days"] for one in lines if one.where.startswith("réseau 203")]
        target = f"{PAGE}?avant={page.context['older'].replace('+', '%2B')}" if page.context["older"] else ""
    assert shown == [f"réseau 203.0.113.{number}" for number in reversed(range(120))]
    assert max(costs) <= 8


@pytest.mark.parametrize("before", ["x", "2026-13-45", "2026-01-01", "9" * 400, "\x00"])
def test_an_odd_address_is_the_first_page(client: Client, before: str) -> None:
    assert "Connexion par mot de passe" in words(client.get(PAGE, {"avant": before}))


def test_nothing_to_show_is_said(holder: User, applicant: User, browser_of: people.BrowserOf) -> None:
    for person in (holder, applicant):
        assert "Aucun accès à montrer" in words(browser_of(person).get(PAGE))


def test_a_page_far_from_the_start_reads_an_index(client: Client, holder: User) -> None:
    from medimail.audit.queries import access_to

    with CaptureQueriesContext(connection) as caught:
        access_to([holder], since=timezone.now() - timedelta(days=90), limit=51)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {caught.captured_queries[0]['sql']}")
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "trace_of_access" in plan
