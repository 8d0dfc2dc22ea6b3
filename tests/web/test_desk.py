"""The administrators' desk: what they see, decide, and cannot decide twice."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from medimail.accounts.models import User
from medimail.enrolment import actions as enrolment
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import ask, refuse
from tests import people
from tests.people import FINESS, BrowserOf
from tests.web.pages import error_of, hidden, words

pytestmark = pytest.mark.django_db


def test_the_queue_names_the_person_and_the_address(
    browser_of: BrowserOf, applicant: User, region_administrator: User
) -> None:
    text = words(browser_of(region_administrator).get("/demandes/"))
    for seen in ("Pierre Dupont", "Pharmacien", "BAL PER", "pierre.dupont@pharmacien.oc.mssante.fr", "Occitanie"):
        assert seen in text


def test_an_empty_queue_says_so(browser_of: BrowserOf, applicant: User, other_administrator: User) -> None:
    text = words(browser_of(other_administrator).get("/demandes/"))
    assert "Aucune demande en attente" in text
    assert "Dupont" not in text


def test_accepting_opens_the_box_and_tells_the_person(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str
) -> None:
    desk = browser_of(region_administrator)
    shown = desk.get(page_of)
    assert applicant.profile.national_id in "".join(words(shown).split())
    page = desk.post(f"{page_of}accepter/", hidden(shown), follow=True)
    assert "pierre.dupont@pharmacien.oc.mssante.fr est ouverte" in words(page)
    assert Letter.objects.filter(to=applicant.email, kind="account_open").count() == 1


def test_the_address_promised_is_the_one_given_even_to_a_homonym(
    browser_of: BrowserOf, holder: User, region_administrator: User
) -> None:
    homonym = people.applicant()
    desk, address = browser_of(region_administrator), f"/demandes/{homonym.application.pk}/"
    shown = desk.get(address)
    for page in (shown, desk.get("/demandes/")):
        assert "pierre.dupont2@" in words(page)
    done = desk.post(f"{address}accepter/", hidden(shown), follow=True)
    assert "pierre.dupont2@pharmacien.oc.mssante.fr est ouverte" in words(done)
    assert "dupont3" not in words(desk.get(address))


def test_a_second_click_or_a_colleague_changes_nothing(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str
) -> None:
    late = browser_of(people.platform_operator())
    shown = hidden(late.get(page_of))
    browser_of(region_administrator).post(f"{page_of}accepter/", shown)
    for act in ("accepter", "refuser"):
        page = late.post(f"{page_of}{act}/", {**shown, "reason": "Non."}, follow=True)
        assert "déjà été acceptée par Julie Martin" in words(page)
    assert Mailbox.objects.filter(holder=applicant).count() == 1
    assert not Letter.objects.filter(to=applicant.email, kind="refused").exists()
    assert "Accepter" not in words(late.get(page_of))


@pytest.mark.parametrize("act", ["accepter", "refuser"])
def test_a_request_corrected_meanwhile_is_read_again_before_a_decision(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str, act: str
) -> None:
    desk = browser_of(region_administrator)
    stale = hidden(desk.get(page_of))
    refuse(region_administrator, applicant.application.pk, "Ville fausse.")
    enrolment.correct(applicant)
    enrolment.answer_identifier(applicant, has_identifier=True)
    enrolment.submit_profile(applicant, people.profile(town="Nîmes"))
    for lu in (stale, {}, {"lu": "hier"}):
        page = desk.post(f"{page_of}{act}/", {**lu, "reason": "Non."}, follow=True)
        assert "corrigée et renvoyée" in words(page)
        assert "Nîmes" in words(page)
    applicant.application.refresh_from_db()
    assert applicant.application.state == "awaiting_validation"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Écrivez la raison"), ("n" * 10_000, "accepte 2000 caractères"), ("a\0b", "caractère invisible")],
)
def test_a_refusal_needs_a_reason_and_keeps_it(
    browser_of: BrowserOf, region_administrator: User, page_of: str, typed: str, sentence: str
) -> None:
    desk = browser_of(region_administrator)
    shown = hidden(desk.get(page_of))
    page = desk.post(f"{page_of}refuser/", {**shown, "reason": typed})
    assert page.status_code == 422
    assert sentence in error_of(page, "reason")
    assert typed in page.content.decode()
    good = desk.post(f"{page_of}refuser/", {**shown, "reason": "Numéro d’un homonyme."}, follow=True)
    assert "est refusée" in words(good)
    assert "Numéro d’un homonyme." in Letter.objects.get(kind="refused").text


def test_reopening_a_decision_by_its_address_shows_the_request(
    browser_of: BrowserOf, region_administrator: User, page_of: str
) -> None:
    for act in ("accepter", "refuser"):
        assert browser_of(region_administrator).get(f"{page_of}{act}/")["Location"] == page_of


@pytest.mark.parametrize(
    ("method", "act"), [("get", ""), ("post", "accepter/"), ("post", "refuser/"), ("get", "accepter/")]
)
def test_only_the_right_desk_reaches_a_request(
    browser_of: BrowserOf, applicant: User, page_of: str, method: str, act: str
) -> None:
    strangers = [
        people.holder(),
        applicant,
        people.region_administrator("53"),
        people.structure_administrator(FINESS),
    ]
    for stranger in strangers:
        answer = getattr(browser_of(stranger), method)(f"{page_of}{act}", {"reason": "Non."})
        assert answer.status_code == 404, stranger
    visitor = getattr(Client(), method)(f"{page_of}{act}")
    assert visitor["Location"].startswith("/connexion/?next=")
    applicant.application.refresh_from_db()
    assert applicant.application.state == "awaiting_validation"


def test_the_structure_decides_on_its_own_people(browser_of: BrowserOf) -> None:
    colleague = people.applicant(finess=FINESS)
    desk = browser_of(people.structure_administrator(FINESS))
    assert "EHPAD Les Tilleuls" in words(desk.get("/demandes/"))
    address = f"/demandes/{colleague.application.pk}/"
    assert desk.post(f"{address}accepter/", hidden(desk.get(address)))["Location"].startswith("/demandes/?")


def test_the_queue_is_no_page_for_others(browser_of: BrowserOf, holder: User, applicant: User) -> None:
    for stranger in (holder, applicant):
        assert browser_of(stranger).get("/demandes/").status_code == 404


def test_a_region_without_domain_leaves_the_request_waiting_and_says_so(browser_of: BrowserOf) -> None:
    applicant = people.applicant(region_code="975")
    desk = browser_of(people.platform_operator())
    address = f"/demandes/{applicant.application.pk}/"
    page = desk.post(f"{address}accepter/", hidden(desk.get(address)), follow=True)
    assert "héberge encore aucun domaine" in words(page)
    applicant.application.refresh_from_db()
    assert applicant.application.state == "awaiting_validation"


@pytest.mark.parametrize("page", ["/demandes/", "/demandes/en-attente-de-reponse/", "/demandes/decidees/?q=dupont"])
def test_a_long_queue_costs_no_more_queries_than_a_short_one(
    browser_of: BrowserOf, region_administrator: User, page: str
) -> None:
    desk = browser_of(region_administrator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "Dupont" in words(desk.get(page))
        return len(queries)

    _one_of_each(region_administrator)
    short = cost()
    for _ in range(29):
        _one_of_each(region_administrator)
    assert cost() == short


def _one_of_each(administrator: User) -> None:
    """Waiting, asked, decided, and a change of profile that waits."""
    people.applicant()
    ask(administrator, people.applicant().application.pk, "Depuis quand ?")
    wishing = people.holder()
    enrolment.edit_profile(wishing, people.profile(last_name="Dupont-Vidal"))
