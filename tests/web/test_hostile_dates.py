"""Dates and marks that the database takes or refuses where Python does not: the form refuses them, the page stands."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from tests import people
from tests.people import BrowserOf
from tests.web.pages import words

pytestmark = pytest.mark.django_db
FAR = ["0001-01-01", "1999-12-31", "3000-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
def test_a_notice_of_another_age_leaves_the_sign_in_page_alone(
    client: Client, browser_of: BrowserOf, region_administrator: User, day: str
) -> None:
    typed = {"title": "Coupure", "text": "Ce soir.", "starts_at": f"{day}T00:00", "ends_at": ""}
    refused = browser_of(region_administrator).post("/avis/nouveau/", typed)
    assert refused.status_code == 422
    assert "hors du calendrier" in words(refused)
    assert client.get("/connexion/").status_code == 200


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("field", ["first", "last"])
def test_days_of_another_age_are_not_closed(
    browser_of: BrowserOf, region_administrator: User, day: str, field: str
) -> None:
    typed = {"first": "2026-12-24", "last": "2026-12-24", "reason": "", field: day}
    refused = browser_of(region_administrator).post("/rendez-vous/agenda/fermetures/", typed)
    assert refused.status_code == 422
    assert "hors du calendrier" in words(refused)


def test_no_terms_have_a_name_that_the_database_refuses(client: Client) -> None:
    assert client.get("/conditions/%00/cgu.pdf").status_code == 404


def test_a_number_of_no_kind_is_not_looked_up(browser_of: BrowserOf) -> None:
    browser = browser_of(people.at_profile())
    typed = {"last_name": "Dupont", "identifier_type": "\0", "national_id": people.profile().national_id}
    assert browser.post("/inscription/profil/numero/", typed).status_code == 200
