"""The main job of the house, as two professionals and an administrator live it."""

import re

from playwright.sync_api import Page, expect

from medimail.lib.national_numbers import with_key
from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.sign_up import PASSWORD, Newcomer, to_the_queue
from tests.journeys.walk import arrived, enter, fill_message, look, open_letter, sign_in

EMAIL = "aicha.detigny@pharmacie.test"
NEWCOMER = Newcomer("Aïcha", "D'Étigny-Ñuñez", EMAIL, number=with_key("9971000999"))
ADDRESS = re.compile(r"aicha\.d-etigny-nunez\d*@pharmacien\.oc\.mssante\.fr")
SECRET = "adaptation du traitement de Mme R."


def test_two_professionals_and_an_administrator(house: House, new_window: Windows) -> None:
    pharmacist, administrator, doctor = new_window(), new_window(), new_window()
    to_the_queue(pharmacist, NEWCOMER, look)
    address = accept(administrator, house)
    told_and_signed_in(pharmacist)
    doctor_box = enter(doctor, house, "doctor").mailbox
    assert doctor_box
    write(pharmacist, doctor_box)
    answer(doctor, address)
    read_answer(pharmacist)
    notified_without_content(pharmacist)


def accept(page: Page, house: House) -> str:
    """The address that was given."""
    enter(page, house, "region-administrator")
    look(page)
    page.get_by_role("link", name=re.compile("D'Étigny-Ñuñez")).first.click()
    look(page)
    found = ADDRESS.search(page.locator("main").text_content() or "")
    assert found
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text(found[0]).first).to_be_visible()
    look(page)
    return found[0]


def told_and_signed_in(page: Page) -> None:
    open_letter(page, EMAIL, "Votre compte Medimail est validé")
    page.context.clear_cookies()
    sign_in(page, EMAIL, PASSWORD)
    expect(page).to_have_title(re.compile("Réception"))
    look(page)


def write(page: Page, doctor_box: str) -> None:
    page.get_by_role("link", name="Nouveau message").click()
    look(page)
    fill_message(page, f"personne.inconnue@medecin.oc.mssante.fr, {doctor_box}", "Question", SECRET)
    page.get_by_label("Pièces jointes").set_input_files(
        {"name": "Ordonnance d’été.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 ordonnance"}
    )
    page.get_by_role("button", name="Envoyer").click()
    beside = page.locator("#id_to_error")
    expect(beside).to_contain_text("personne.inconnue@medecin.oc.mssante.fr")
    look(page)
    expect(page.get_by_label("Message", exact=True)).to_have_value(SECRET)
    expect(page.get_by_label("Ordonnance d’été.pdf")).to_be_checked()
    page.get_by_label("À", exact=True).fill(doctor_box)
    page.get_by_role("button", name="Envoyer").dblclick()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    page.get_by_role("link", name="Envoyés").click()
    expect(page.locator("a.message").filter(has_text="Question")).to_have_count(1)
    page.locator("a.message").first.click()
    expect(page.get_by_role("link", name="Télécharger Ordonnance d’été.pdf")).to_be_visible()
    look(page)


def answer(page: Page, address: str) -> None:
    arrived(page, page.url, "Question")
    look(page)
    assert page.locator("a.message").filter(has_text="Question").count() == 1
    expect(page.locator(".plain")).to_contain_text(SECRET)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger Ordonnance d’été.pdf").click()
    assert download.value.suggested_filename == "Ordonnance d’été.pdf"
    assert download.value.path().read_bytes() == b"%PDF-1.4 ordonnance"
    page.get_by_role("link", name="Répondre", exact=True).click()
    expect(page.get_by_label("À", exact=True)).to_have_value(address)
    expect(page.get_by_label("Objet")).to_have_value("Re: Question")
    look(page)
    page.get_by_label("Message", exact=True).fill("Bien reçu, je m’en occupe.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    expect(page.locator("a.message").filter(has_text="Question")).to_contain_text("Répondu")


def read_answer(page: Page) -> None:
    page.get_by_role("link", name="Réception").click()
    page.wait_for_url("**/reception/")
    arrived(page, page.url, "Re: Question")
    expect(page.locator(".plain")).to_contain_text("Bien reçu, je m’en occupe.")
    page.get_by_role("button", name="Archiver").click()
    expect(page.get_by_text(re.compile("Message rangé dans"))).to_be_visible()
    page.get_by_role("link", name="Archives").click()
    expect(page.locator("a.message").filter(has_text="Re: Question")).to_have_count(1)


def notified_without_content(page: Page) -> None:
    open_letter(page, EMAIL, "Nouveau message")
    text = page.locator("main").inner_text()
    assert "Question" not in text
    assert "Bien reçu" not in text
    assert "amelie.fabre" not in text
