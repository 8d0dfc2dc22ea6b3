"""Another folder comes in place: its name, its address, the way back, and nothing chosen in the former one."""

import re

from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.letters import lay, letter
from tests.journeys.walk import enter, look


def folder(page: Page, label: str) -> None:
    page.get_by_role("navigation", name="Boîtes et dossiers").get_by_role("link", name=re.compile(f"^{label}")).click()
    expect(page.get_by_role("heading", name=label, exact=True)).to_be_focused()


def marked(page: Page, label: str) -> None:
    current = page.locator(".boxes [aria-current]")
    expect(current).to_have_count(1)
    expect(current).to_contain_text(label)
    expect(page).to_have_title(re.compile(label))


def test_a_folder_comes_in_place_and_the_way_back_leads_to_the_former(house: House, new_window: Windows) -> None:
    page = new_window()
    here = enter(page, house, "pharmacist").mailbox or ""
    lay(house, here, bytes(letter(here, "Essai de dossier")))
    page.reload()
    page.evaluate("window.stayed = true")
    folder(page, "Archives")
    marked(page, "Archives")
    expect(page).to_have_url(re.compile("/archives/$"))
    look(page)
    folder(page, "Réception")
    page.get_by_label(re.compile("Essai de dossier")).first.check(force=True)
    expect(page.locator("[data-chosen-count]")).to_have_text("1 choisi")
    folder(page, "Indésirables")
    assert page.evaluate("window.stayed")
    page.go_back()
    marked(page, "Réception")
    expect(page).to_have_url(re.compile("/reception/$"))
    page.get_by_role("link", name=re.compile("Essai de dossier")).first.click()
    expect(page.get_by_role("heading", name="Essai de dossier")).to_be_visible()
    page.go_back()
    page.go_back()
    marked(page, "Archives")


def test_what_was_chosen_is_not_chosen_in_another_folder(house: House, new_window: Windows) -> None:
    page = new_window()
    enter(page, house, "pharmacist")
    boxes = page.locator("#rows .pick input")
    expect(boxes.first).to_be_attached()
    page.locator("[data-all]").check()
    folder(page, "Envoyés")
    folder(page, "Réception")
    expect(page.get_by_text("Tout choisir")).to_be_visible()
    expect(page.locator("#rows .pick input:checked")).to_have_count(0)
