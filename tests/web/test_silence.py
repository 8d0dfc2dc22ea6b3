"""Accounts that nobody uses, by HTTP: who sees them, who may keep them open, how their person comes back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.idleness.models import Leave, Presence
from medimail.notifications.models import Letter
from tests import people
from tests.idleness.test_silence import silent, suspended
from tests.people import BrowserOf
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
LIST = "/console/inactifs/"
TODAY = timezone.localdate


def test_a_suspended_person_is_told_and_asks_back_with_one_click(
    holder: User, region_administrator: User, browser_of: BrowserOf
) -> None:
    browser = browser_of(suspended(holder))
    assert "Personne ne s’était connecté à votre compte" in words(browser.get("/inscription/attente/"))
    for _ in range(2):
        browser.post("/inscription/attente/reactiver/")
    assert "Réactivation demandée le" in words(browser.get("/inscription/attente/"))
    assert Letter.objects.filter(to=region_administrator.email, kind="asked_back").count() == 1
    desk = browser_of(region_administrator)
    assert "Demande à revenir" in words(desk.get(LIST))
    desk.post(f"/demandes/{holder.application.pk}/reactiver/")
    assert Application.objects.get(user=holder).state == Application.State.ACTIVE
    assert "Demande à revenir" not in words(desk.get(LIST))
    assert browser.post("/inscription/attente/reactiver/").status_code == 302
    assert Letter.objects.filter(kind="asked_back", to=region_administrator.email).count() == 1


def test_only_administrators_of_the_person_see_and_keep(
    region_administrator: User, other_administrator: User, browser_of: BrowserOf
) -> None:
    known = people.holder(finess=people.FINESS, last_name="Silencieuse")
    silent(known, 400)
    shared = people.shared_box(known)
    pk = known.application.pk
    acts = [f"/demandes/{pk}/garder/", f"/demandes/{pk}/absence/", f"/demandes/{pk}/absence/effacer/"]
    colleague = people.holder(finess=people.FINESS)
    for wrong in (other_administrator, people.structure_administrator("310000021"), colleague, known):
        browser = browser_of(wrong)
        assert {
            browser.post(act, {"starts_on": "2026-12-01", "ends_on": "2027-12-01"}).status_code for act in acts
        } == {404}
        answer = browser.get(LIST)
        assert answer.status_code == 404 or "Silencieuse" not in words(answer)
    own = people.structure_administrator(people.FINESS)
    for right in (own, region_administrator, people.platform_operator()):
        assert "Silencieuse" in words(browser_of(right).get(LIST))
    structure = own.administrator.structure_id
    assert "1 compte sans usage" in words(browser_of(own).get(f"/console/structures/{structure}/"))
    assert "Silencieuse" in words(browser_of(own).get(f"{LIST}?structure={structure}"))
    assert browser_of(other_administrator).get(f"{LIST}?structure={structure}").status_code == 404
    assert "1 boîte" in words(browser_of(own).get(LIST))
    assert shared.address in words(browser_of(own).get(f"/demandes/{pk}/"))
    browser_of(own).post(acts[0])
    assert "Gardé ouvert" in words(browser_of(own).get(LIST))
    browser_of(own).post(acts[0], {"plus": "1"})
    assert Presence.objects.get(user=known).kept_at is None


def test_a_long_absence_is_told_by_its_person_or_the_desk(
    holder: User, region_administrator: User, browser_of: BrowserOf
) -> None:
    browser, page = browser_of(holder), "/profil/absence/"
    assert "confier la lecture à un collègue" in words(browser.get(page))
    wrong = browser.post(page, {"starts_on": TODAY(), "ends_on": TODAY() - timedelta(days=2)})
    assert wrong.status_code == 422
    assert "avant le premier" in error_of(wrong, "ends_on")
    browser.post(page, {"starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=200)})
    assert Leave.objects.get(user=holder).noted_by == holder
    assert "Longue absence" in words(browser_of(region_administrator).get(f"/demandes/{holder.application.pk}/"))
    browser.post(f"{page}effacer/")
    assert not Leave.objects.filter(user=holder).exists()
    desk, there = browser_of(region_administrator), f"/demandes/{holder.application.pk}/absence/"
    assert desk.post(there, {"starts_on": "", "ends_on": "hier"}).status_code == 422
    desk.post(there, {"starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=90)})
    assert "par Julie Martin" in words(browser.get(page))


def test_the_list_costs_the_same_for_fifty_as_for_one(region_administrator: User, browser_of: BrowserOf) -> None:
    browser = browser_of(region_administrator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(LIST).status_code == 200
        return len(caught)

    for known in (people.holder(), people.holder()):
        silent(known, 500)
    few = cost()
    for _ in range(6):
        silent(people.holder(), 500)
    assert cost() == few <= 14


def test_a_box_whose_only_manager_is_suspended_says_so(holder: User, browser_of: BrowserOf) -> None:
    box, own = people.shared_box(holder), people.structure_administrator(people.FINESS)
    page = f"/console/boites/{box.pk}/"
    assert "Plus aucun gestionnaire" not in words(browser_of(own).get(page))
    suspended(holder)
    assert "Plus aucun gestionnaire" in words(browser_of(own).get(page))
    browser_of(own).post(f"{page}gestionnaire/", {"address": people.holder().email})
    assert "Plus aucun gestionnaire" not in words(browser_of(own).get(page))
