"""Absence and rules while Dovecot does not answer: a sentence, and nothing half done."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.rules.queries import absence_of, today_of
from tests import people
from tests.web.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(holder: User, browser_of: people.BrowserOf, settings: Settings) -> Client:
    settings.SIEVE_PORT = 9
    return browser_of(holder)


def test_an_absence_that_could_not_be_announced_is_not_half_announced(holder: User, browser: Client) -> None:
    box = holder.mailboxes.get()
    today = str(today_of(box))
    said = {"since": today, "until": today, "text": "En congé."}
    answer = browser.post(f"/boites/{box.pk}/reglages/absence/", said)
    assert answer.status_code == 503
    assert "rien n’a changé. Réessayez dans une minute" in words(answer)
    assert "En congé." in words(answer)  # what was typed stays
    assert absence_of(box) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Anne Roux", "adresse"),
        ("Anne <a@medecin.oc.mssante.fr>, Paul <p@medecin.oc.mssante.fr>", "Indiquez un seul remplaçant"),
        ("x" * 500, "Indiquez un seul remplaçant"),
    ],
)
def test_a_deputy_is_one_address(holder: User, browser: Client, typed: str, told: str) -> None:
    box = holder.mailboxes.get()
    today = str(today_of(box))
    said = {"since": today, "until": today, "text": "En congé.", "deputy": typed}
    answer = browser.post(f"/boites/{box.pk}/reglages/absence/", said)
    assert answer.status_code == 422
    assert told in words(answer)


def test_a_deputy_outside_the_trust_space_is_refused(holder: User, browser: Client) -> None:
    box = holder.mailboxes.get()
    today = str(today_of(box))
    said = {"since": today, "until": today, "text": "En congé.", "deputy": "ami@courriel.example"}
    answer = browser.post(f"/boites/{box.pk}/reglages/absence/", said)
    assert answer.status_code == 422
    assert "n’est pas une adresse MSSanté connue" in words(answer)
