"""An appointment from a sign-up screen, moved, called off by the agent; by keyboard, without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import PHONE, enter, look, open_letter

EMAIL = "nadia.roussel@exemple.test"
NAME = "Nadia Roussel"
WORD = "Je suis en formation ce jour-là."


def test_booked_moved_and_called_off(house: House, new_window: Windows) -> None:
    visitor, agent = new_window(), new_window()
    book(visitor)
    from_the_letter(visitor, "Votre rendez-vous Medimail est réservé")
    move(visitor)
    call_off(agent, house)
    from_the_letter(visitor, "Votre rendez-vous Medimail est annulé")
    expect(visitor.get_by_text(WORD)).to_be_visible()
    look(visitor)


def choose_region(page: Page) -> None:
    page.goto("/rendez-vous/?depuis=identification")
    expect(page.get_by_role("heading", name="Prenez RDV en ligne")).to_be_visible()
    look(page)
    page.get_by_label("Votre région").select_option(label="Bretagne")
    page.get_by_role("button", name="Voir les jours libres").click()
    expect(page.get_by_text("Aucun créneau en ligne pour cette région")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Changer de région").click()
    page.get_by_label("Votre région").select_option(label="Occitanie")
    page.get_by_role("button", name="Voir les jours libres").click()


def book(page: Page) -> None:
    choose_region(page)
    expect(page.get_by_role("heading", name="Choisissez un jour")).to_be_focused()
    look(page)
    page.locator("a.slot").nth(3).click()
    expect(page.get_by_role("heading", name="Choisissez une heure")).to_be_focused()
    look(page)
    page.locator("a.slot").first.click()
    look(page)
    expect(page.get_by_label("Sujet")).to_have_value("identifier")
    page.get_by_role("button", name="Réserver ce créneau").click()
    expect(page.get_by_role("alert")).to_contain_text("À corriger avant de continuer")
    look(page)
    fill(page)
    page.get_by_role("button", name="Réserver ce créneau").dblclick()
    expect(page.get_by_text("C’est réservé.")).to_be_visible()
    look(page)


def fill(page: Page) -> None:
    page.get_by_label("Prénom et nom").fill(NAME)
    page.get_by_label("Adresse mail").fill(EMAIL)
    page.get_by_label("Quelques mots").fill("Mon numéro est refusé.")


def from_the_letter(page: Page, subject: str) -> None:
    """The link and the calendar file of the newest letter."""
    open_letter(page, EMAIL, subject)
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="rendez-vous-medimail.ics").click()
    assert b"BEGIN:VEVENT" in download.value.path().read_bytes()
    page.locator("main a[href*='/rendez-vous/']").first.click()
    expect(page).to_have_url(re.compile("/rendez-vous/[0-9a-f]{32}:"))


def move(page: Page) -> None:
    expect(page.get_by_text(NAME)).to_be_visible()
    page.get_by_role("link", name="Déplacer").click()
    look(page)
    page.locator("a.slot").nth(4).click()
    look(page)
    page.locator("a.slot").last.click()
    look(page)
    page.get_by_role("button", name="Déplacer à cette heure").click()
    expect(page.get_by_text("Le rendez-vous est déplacé.")).to_be_visible()


def call_off(page: Page, house: House) -> None:
    enter(page, house, "region-administrator")
    page.get_by_role("link", name="Agenda").click()
    look(page)
    page.get_by_role("link", name=NAME, exact=True).click()
    look(page)
    page.get_by_label("Mot pour le visiteur").fill(WORD)
    page.get_by_role("button", name="Annuler et prévenir la personne").click()
    expect(page.get_by_text(f"Le rendez-vous de {NAME} est annulé.")).to_be_visible()
    look(page)


def test_by_keyboard_alone_on_a_phone(house: House, new_window: Windows) -> None:
    page = new_window()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/rendez-vous/?region=76")
    for heading in ("Choisissez une heure", "Qui vient"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.classList.contains('slot')")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=heading)).to_be_focused()
    typed = iter(("Paul Arnaud", "paul.arnaud@exemple.test", "", "", "Bonjour"))
    for text in typed:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            page.keyboard.press("ArrowDown")
        page.keyboard.type(text)
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est réservé.")).to_be_visible()


def test_without_scripts_two_people_want_the_same_hour(house: House, new_window: Windows) -> None:
    first, second = new_window(scripts=False), new_window(scripts=False)
    first.goto("/rendez-vous/?region=76")
    first.locator("a.slot").nth(5).click()
    first.locator("a.slot").nth(1).click()
    second.goto(first.url)
    for page, name in ((first, "Inès Petit"), (second, "Louis Grand")):
        page.get_by_label("Prénom et nom").fill(name)
        page.get_by_label("Adresse mail").fill(f"{name[0]}@exemple.test")
        page.get_by_label("Sujet").select_option("other")
        page.get_by_role("button", name="Réserver ce créneau").click()
    expect(first.get_by_text("C’est réservé.")).to_be_visible()
    expect(second.get_by_text("Ce créneau vient d’être pris. Choisissez-en un autre.")).to_be_visible()
    second.locator("a.slot").first.click()
    expect(second.get_by_label("Prénom et nom")).to_have_value("Louis Grand")
    second.get_by_role("button", name="Réserver ce créneau").click()
    expect(second.get_by_text("C’est réservé.")).to_be_visible()
