"""Writing as a practice does: kept as one types, a file at once, one look before leaving, later and held back."""

import re

from playwright.sync_api import Page, Route, expect

from tests.house_fixture import House, eventually
from tests.journeys.conftest import Windows
from tests.journeys.walk import enter, fill_message, look

TITLE = "Compte rendu à relire"


def test_a_letter_is_kept_completed_planned_and_held_back(house: House, new_window: Windows) -> None:
    page = new_window()
    enter(page, house, "doctor")
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, house.accounts["pharmacist"].mailbox or "", TITLE, "Bonjour,\nvoir le document ci-joint.")
    expect(page.get_by_text("Brouillon enregistré à")).to_be_visible()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    asked(page)
    dropped(page)
    formatted(page)
    planned(page)
    held(page)


def test_words_typed_before_the_scripts_came_are_kept_too(house: House, new_window: Windows) -> None:
    page = new_window()
    enter(page, house, "doctor")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/compose*.js", hold)
    page.goto(page.get_by_role("link", name="Nouveau message").get_attribute("href") or "", wait_until="commit")
    fill_message(page, house.accounts["pharmacist"].mailbox or "", "Écrit avant les scripts", "Bonjour,")
    eventually(lambda: bool(held))
    held[0].continue_()
    expect(page.get_by_text("Brouillon enregistré à")).to_be_visible()


def asked(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Vous parlez d’une pièce jointe")
    look(page)
    page.get_by_role("button", name="Revenir au message").click()
    expect(dialog).to_be_hidden()


def dropped(page: Page) -> None:
    page.locator("#composer form").evaluate(
        """(form) => {
          const carried = new DataTransfer();
          carried.items.add(new File(["%PDF-1.4 essai"], "Compte rendu.pdf", { type: "application/pdf" }));
          form.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_role("checkbox", name=re.compile("Compte rendu.pdf"))).to_be_checked()


def formatted(page: Page) -> None:
    page.get_by_role("button", name="Mise en forme").click()
    words = page.get_by_role("textbox", name="Message", exact=True)
    words.press("Control+End")
    page.get_by_role("button", name="Gras").click()
    words.press_sequentially(" Merci.")
    expect(words.locator("b")).to_contain_text("Merci.")
    look(page)


def planned(page: Page) -> None:
    page.get_by_text("Plus d’options").click()
    look(page)
    tomorrow = page.evaluate("new Date(Date.now() + 26 * 3600e3).toISOString().slice(0, 16)")
    page.get_by_label("Envoyer plus tard").fill(tomorrow)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("Le message partira le")).to_be_visible()
    page.get_by_role("link", name="Envois programmés").click()
    expect(page.get_by_text(TITLE)).to_be_visible()
    look(page)


def held(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Modifier")).click()
    expect(page.get_by_text("c’est de nouveau un brouillon")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Compte rendu.pdf"))).to_be_checked()
    expect(page.get_by_role("textbox", name="Message", exact=True).locator("b")).to_contain_text("Merci.")
    look(page)
