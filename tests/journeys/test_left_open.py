"""A page left open: it locks by itself, keeps what was typed, and leaves the screen when its session ends elsewhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import enter, fill_message, look
from tests.wire.site import inside

AWAY = """
from datetime import timedelta
from django.utils import timezone
from medimail.accounts.models import Session
Session.objects.filter(user__email={email!r}).update(seen_at=timezone.now() - timedelta(hours=3))
"""


@pytest.fixture
def page(new_window: Windows) -> Page:
    """Its clock is the test's."""
    page = new_window()
    page.clock.install()
    return page


def test_it_locks_by_itself_and_keeps_what_was_typed(house: House, page: Page) -> None:
    person = enter(page, house, "pharmacist")
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, "", "Interrompu", "Un texte en cours")
    inside(house, AWAY.format(email=person.email))
    page.clock.fast_forward("02:30:00")
    expect(page.get_by_role("heading", name="Session verrouillée")).to_be_visible()
    look(page)
    page.go_back()  # nothing of the message comes back
    expect(page.get_by_role("heading", name="Session verrouillée")).to_be_visible()
    page.get_by_label("Mot de passe", exact=True).fill(person.password)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nouveau message").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value("Un texte en cours")


def test_another_tab_in_use_keeps_it_open(house: House, page: Page) -> None:
    enter(page, house, "pharmacist")
    other = page.context.new_page()
    other.goto("/profil/")
    with page.expect_response("**/verrou/reste/"):
        page.clock.fast_forward("02:30:00")
    expect(page.get_by_role("heading", name="Réception", exact=True)).to_be_visible()


def test_whoever_leaves_locks_by_hand(house: House, page: Page) -> None:
    enter(page, house, "pharmacist")
    page.get_by_role("button", name="Verrouiller").click()
    expect(page.get_by_role("heading", name="Session verrouillée")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page).to_have_url(re.compile("/connexion/"))


def test_a_session_ended_from_elsewhere_leaves_the_screen(house: House, page: Page, new_window: Windows) -> None:
    enter(page, house, "pharmacist")
    elsewhere = new_window()
    enter(elsewhere, house, "pharmacist")
    elsewhere.goto("/securite/appareils/")
    look(elsewhere)
    elsewhere.get_by_role("button", name="Déconnecter tous les autres").click()
    expect(elsewhere.get_by_text("Vos autres appareils sont déconnectés.")).to_be_visible()
    page.locator("#fresh").dispatch_event("refresh")  # what it asks for by itself every half minute
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    elsewhere.goto("/securite/acces/")
    expect(elsewhere.get_by_role("heading", name="Mes accès")).to_be_visible()
    look(elsewhere)
