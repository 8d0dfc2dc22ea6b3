"""The terms in a browser: a document to leaf through, and its text for whoever cannot."""

import re

from playwright.sync_api import Page, expect

from medimail.accounts import terms
from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import look, open_letter

PASSWORD = "Motdepasse1"
SHIPPED = f"/conditions/{terms.VERSION}/cgu.pdf"


def at_terms(page: Page, email: str) -> None:
    page.goto("/inscription/compte/")
    page.get_by_label("Prénom").fill("Pierre")
    page.locator("[name=last_name]").fill("Dupont")
    page.get_by_label("Adresse mail").fill(email)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte Medimail").click()
    expect(page.get_by_role("heading", name="Confirmer l’adresse mail")).to_be_visible()
    open_letter(page, email, "Confirmez votre adresse mail")
    page.locator("a[href*='/inscription/confirmer/']").first.click()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("heading", name="Validation")).to_be_visible()


def width(page: Page) -> float:
    box = page.get_by_label("Page 1", exact=True).bounding_box()
    assert box
    return box["width"]


def test_leaf_search_zoom_and_accept_with_the_keyboard(house: House, new_window: Windows) -> None:
    page = new_window()
    refused: list[str] = []
    page.on("console", lambda one: refused.append(one.text) if one.type == "error" else None)
    at_terms(page, "clavier@exemple.test")
    number = page.get_by_role("textbox", name="Page", exact=True)
    expect(number).to_have_value("1")
    expect(page.locator("[data-pages]")).to_have_text(re.compile(r"^sur 1[0-5]$"))
    expect(page.get_by_text("Le document se charge…")).to_be_hidden()
    expect(page.locator(".textLayer").first).to_contain_text("Conditions générales")
    look(page)
    leaf(page)
    search(page)
    zoom(page)
    page.get_by_role("button", name="Accepter").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Identification professionnelle")).to_be_visible()
    assert refused == []


def leaf(page: Page) -> None:
    number = page.get_by_role("textbox", name="Page", exact=True)
    previous, following = (page.get_by_role("button", name=f"Page {which}") for which in ("précédente", "suivante"))
    expect(previous).to_be_disabled()
    following.focus()
    page.keyboard.press("Enter")
    expect(number).to_have_value("2")
    number.fill("5")
    number.press("Enter")
    expect(page.get_by_label("Page 5", exact=True)).to_be_in_viewport()
    number.fill("500")
    number.press("Enter")
    expect(number).to_have_value("5")
    previous.focus()
    page.keyboard.press("Enter")
    expect(number).to_have_value("4")


def search(page: Page) -> None:
    field, hits = page.get_by_role("searchbox", name="Rechercher dans le document"), page.locator("[data-hits]")
    number = page.get_by_role("textbox", name="Page", exact=True)
    number.fill("1")
    number.press("Enter")
    field.fill("Annuaires")
    expect(hits).to_have_text(re.compile(r"^1 sur \d{1,2}$"))
    field.press("Enter")
    expect(hits).to_have_text(re.compile("^2 sur "))
    expect(page.locator(".highlight.selected")).to_be_in_viewport()
    page.get_by_role("button", name="Résultat suivant").click()
    expect(hits).to_have_text(re.compile("^3 sur "))
    page.get_by_role("button", name="Résultat précédent").click()
    expect(hits).to_have_text(re.compile("^2 sur "))
    field.fill("introuvable partout")
    expect(hits).to_have_text("Aucun résultat")
    expect(page.get_by_role("button", name="Résultat suivant")).to_be_disabled()
    field.fill("")
    expect(hits).to_have_text("")


def zoom(page: Page) -> None:
    choice, number = page.get_by_label("Zoom"), page.get_by_role("textbox", name="Page", exact=True)
    expect(choice.locator("option:checked")).to_have_text("Zoom automatique")
    number.fill("1")
    number.press("Enter")
    choice.select_option(label="50\u00a0%")
    half = width(page)
    choice.select_option(label="200\u00a0%")
    assert abs(width(page) - 4 * half) < 4
    choice.select_option(label="Zoom automatique")


def test_the_document_is_downloaded_as_it_is_stored(house: House, new_window: Windows) -> None:
    page = new_window()
    at_terms(page, "garder@exemple.test")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger les CGU").click()
    assert download.value.suggested_filename == f"CGU-Medimail-{terms.VERSION}.pdf"
    assert download.value.path().read_bytes() == page.request.get(SHIPPED).body()


def test_without_scripts_the_text_stands_open(house: House, new_window: Windows) -> None:
    page = new_window(scripts=False)
    at_terms(page, "sans-script@exemple.test")
    expect(page.get_by_role("heading", name="Article 4.3 Annuaires")).to_be_visible()
    expect(page.get_by_role("button", name="Page suivante")).to_be_hidden()
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_role("heading", name="Identification professionnelle")).to_be_visible()


def test_a_document_that_does_not_come_leaves_its_text(house: House, new_window: Windows) -> None:
    page = new_window()
    page.route(f"**{SHIPPED}", lambda route: route.abort())
    at_terms(page, "panne@exemple.test")
    expect(page.get_by_text("Le document ne s’affiche pas ici.")).to_be_visible()
    expect(page.get_by_role("heading", name="Article 4.3 Annuaires")).to_be_visible()
    expect(page.get_by_role("button", name="Page suivante")).to_be_hidden()
    look(page)
