"""A second click, a stale tab or a guessed address ends at the step where the person stands."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.accounts.queries import current_terms
from tests import people
from tests.people import BrowserOf
from tests.web.pages import hidden, words

pytestmark = pytest.mark.django_db
STEPS = {
    "/inscription/conditions/": people.at_terms,
    "/inscription/profil/": people.at_profile,
    "/inscription/attente/": people.applicant,
}


@pytest.mark.parametrize("here", STEPS)
@pytest.mark.parametrize("asked", ["/", "/inscription/", *STEPS])
def test_every_address_leads_to_the_current_step(browser_of: BrowserOf, here: str, asked: str) -> None:
    client = browser_of(STEPS[here]())
    page = client.get(asked, follow=True)
    assert page.redirect_chain[-1][0] == here if asked != here else page.status_code == 200


def test_accepting_twice(browser_of: BrowserOf) -> None:
    client = browser_of(people.at_terms())
    version = {"version": current_terms().version}
    client.post("/inscription/conditions/", version)
    page = client.post("/inscription/conditions/", version, follow=True)
    assert page.redirect_chain[-1][0] == "/inscription/identification/"
    assert "déjà enregistrée" in words(page)


def test_terms_that_changed_meanwhile_are_shown_again(browser_of: BrowserOf) -> None:
    user = people.at_terms()
    page = browser_of(user).post("/inscription/conditions/", {"version": "ancienne"})
    assert "Une nouvelle version vient d’être publiée" in words(page)
    user.application.refresh_from_db()
    assert user.application.state == "terms_pending"


def test_sending_the_profile_twice(browser_of: BrowserOf, applicant: User) -> None:
    page = browser_of(applicant).post("/inscription/profil/", {"last_name": "Autre"}, follow=True)
    assert "déjà enregistrée" in words(page)
    applicant.refresh_from_db()
    assert applicant.last_name == "Dupont"


def test_after_a_refusal_one_corrects_and_sends_again(
    browser_of: BrowserOf, applicant: User, region_administrator: User
) -> None:
    desk = browser_of(region_administrator)
    address = f"/demandes/{applicant.application.pk}/"
    desk.post(f"{address}refuser/", {**hidden(desk.get(address)), "reason": "Le numéro n’est pas le vôtre."})
    client = browser_of(applicant)
    page = client.get("/", follow=True)
    assert "Le numéro n’est pas le vôtre." in words(page)
    assert client.post("/inscription/attente/", follow=True).redirect_chain[-1][0] == "/inscription/identification/"
    client.post("/inscription/identification/", {"has_identifier": "oui"})
    kept = client.get("/inscription/profil/").context["form"]
    assert kept["national_id"].value() == applicant.profile.national_id


def test_holders_and_administrators_start_at_their_work(
    browser_of: BrowserOf, holder: User, region_administrator: User
) -> None:
    box = holder.mailboxes.get()
    assert browser_of(holder).get("/")["Location"] == f"/boites/{box.pk}/reception/"
    assert browser_of(region_administrator).get("/")["Location"] == "/demandes/"
    assert Client().get("/")["Location"] == "/connexion/"
