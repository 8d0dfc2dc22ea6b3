"""The same practice between two visits, on a phone of 360 pixels and with one thumb."""

import re

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.house_fixture import House, eventually
from tests.journeys.conftest import Windows
from tests.journeys.letters import lay, letter
from tests.journeys.walk import PHONE, enter, fill_message, look, rows_of

BACK = "Retour aux messages"
Desk = tuple[Page, str]


@pytest.fixture
def phone(house: House, new_window: Windows) -> Desk:
    """The doctor's inbox in her hand, and her address."""
    page = new_window()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return page, enter(page, house, "doctor").mailbox or ""


def test_what_arrives_is_read_and_filed_with_a_thumb(house: House, phone: Desk) -> None:
    page, box = phone
    hand = page.context.new_cdp_session(page)
    for subject in ("Visite de 14 h", "Visite de 15 h", "Visite de 16 h"):
        lay(house, box, letter(box, subject, "Le portail est ouvert.").as_bytes())
    page.locator("#fresh").dispatch_event("refresh")
    expect(rows_of(page, "Visite de")).to_have_count(3)
    expect(page).to_have_title(re.compile(r"^\(\d+\) Réception"))
    look(page, PHONE)
    read(page)
    swipe(hand, rows_of(page, "Visite de 15 h"), 160)
    expect(page.get_by_text("Message rangé dans « Archives ».")).to_be_visible()
    expect(rows_of(page, "Visite de")).to_have_count(2)
    look(page, PHONE)
    page.locator("#done").get_by_role("button", name="Annuler").click()
    expect(rows_of(page, "Visite de")).to_have_count(3)
    swipe(hand, rows_of(page, "Visite de 16 h"), -160)
    expect(page.get_by_text("Message rangé dans « Corbeille ».")).to_be_visible()
    several(page, hand)


def read(page: Page) -> None:
    rows_of(page, "Visite de 16 h").click()
    expect(page.get_by_text("Le portail est ouvert.").last).to_be_visible()
    look(page, PHONE)
    page.get_by_role("link", name="Retour à la liste").click()
    expect(rows_of(page, "Visite de 16 h")).to_be_visible()


def several(page: Page, hand: CDPSession) -> None:
    """A long press chooses, a tap adds."""
    finger(hand, "touchStart", *middle(rows_of(page, "Visite de 15 h")))
    expect(page.get_by_text("1 choisi", exact=True)).to_be_visible()
    finger(hand, "touchEnd")
    page.get_by_role("checkbox", name="Choisir « Visite de 14 h »").check()
    expect(page.get_by_text("2 choisis")).to_be_visible()
    look(page, PHONE)
    page.locator("#many").get_by_role("button", name="Archiver").click()
    expect(page.get_by_text("2 messages rangés dans « Archives ».")).to_be_visible()
    expect(rows_of(page, "Visite de")).to_have_count(0)


def middle(row: Locator) -> tuple[float, float]:
    """News may draw the list anew at any time: a row is looked for until it stands still."""
    found: list[dict[str, float]] = []

    def stands() -> bool:
        row.evaluate("one => one.scrollIntoView({ block: 'center' })")
        place = row.evaluate("one => one.isConnected ? one.getBoundingClientRect().toJSON() : null")
        found.append(place)
        return bool(place and place["height"])

    eventually(stands)
    place = found[-1]
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def finger(hand: CDPSession, kind: str, *at: float) -> None:
    """As the browser itself hears a screen: list.js sees true touches."""
    hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}] if at else []})


def swipe(hand: CDPSession, row: Locator, by: int) -> None:
    x, y = middle(row)
    finger(hand, "touchStart", x, y)
    for part in (0.3, 0.6, 1.0):
        finger(hand, "touchMove", x + by * part, y)
    finger(hand, "touchEnd")


def test_a_letter_is_planned_found_and_followed_on_a_phone(house: House, phone: Desk) -> None:
    page, _ = phone
    plan(page, house.accounts["pharmacist"].mailbox or "")
    page.get_by_role("link", name="Fermer").click()
    for link, back in (
        ("Suivi des envois", "Messages envoyés"),
        ("Gérer les dossiers", BACK),
        ("Réglages de la boîte", BACK),
    ):
        page.get_by_role("link", name=link).click()
        page.get_by_role("link", name=back).wait_for()
        look(page, PHONE)
        page.get_by_role("link", name=back).click()
    page.get_by_label("Chercher dans les messages").fill("ordonnance")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Recherche", exact=True)).to_be_visible()
    expect(page.locator("#results")).to_contain_text(re.compile("message|Aucun"))
    look(page, PHONE)


def plan(page: Page, to: str) -> None:
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, to, "Renouvellement", "À préparer pour demain.")
    page.get_by_label("Pièces jointes").set_input_files(
        {"name": "Ordonnance.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    expect(page.get_by_role("checkbox", name=re.compile("Ordonnance.pdf"))).to_be_checked()
    page.get_by_text("Plus d’options").click()
    look(page, PHONE)
    tomorrow = page.evaluate("new Date(Date.now() + 26 * 3600e3).toISOString().slice(0, 16)")
    page.get_by_label("Envoyer plus tard").fill(tomorrow)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("Le message partira le")).to_be_visible()
    page.get_by_role("link", name="Envois programmés").click()
    expect(page.get_by_role("link", name=BACK)).to_be_visible()
    look(page, PHONE)
    page.get_by_role("button", name="Modifier Renouvellement").click()
    expect(page.get_by_text("c’est de nouveau un brouillon")).to_be_visible()
