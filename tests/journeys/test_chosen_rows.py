"""Rows that are chosen stay chosen when news draw the list anew; what is undone is said once."""

import re
import uuid

from playwright.sync_api import expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.letters import lay, letter
from tests.journeys.walk import enter


def laid(house: House, here: str) -> str:
    title = f"Essai {uuid.uuid4().hex[:8]}"
    lay(house, here, bytes(letter(here, title)))
    return title


def test_news_leave_the_ticks_and_an_undo_is_said_alone(house: House, new_window: Windows) -> None:
    page = new_window()
    here = enter(page, house, "pharmacist").mailbox or ""
    first = laid(house, here)
    page.reload()
    page.get_by_label(re.compile(first)).check(force=True)
    second = laid(house, here)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('medimail:news', { detail: { box: 0 } }))")
    expect(page.get_by_role("link", name=re.compile(second))).to_be_visible()
    expect(page.get_by_label(re.compile(first))).to_be_checked()
    expect(page.get_by_label(re.compile(second))).not_to_be_checked()
    page.get_by_label("Quelle étiquette").select_option(label="À faire")
    page.get_by_role("button", name="Étiqueter").click()
    page.locator("#done").get_by_role("button", name="Annuler").click()
    expect(page.locator("#done")).to_have_text("C’est annulé.")
