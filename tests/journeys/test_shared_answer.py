"""A shared box from the request to its first answer, by two members who see each other at work."""

import re
import uuid

from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import arrived, enter, look, rows_of
from tests.wire.site import letter, store, subject


def ask(page: Page, service: str, local_part: str) -> None:
    page.goto("/boites-partagees/demande/")
    typed = {
        "structure_name": "EHPAD Les Tilleuls",
        "finess": "310000013",
        "postcode": "31000",
        "town": "Toulouse",
        "service": service,
        "local_part": local_part,
        "description": "Recevoir les comptes rendus",
        "responsible": "Amélie Fabre",
    }
    for name, text in typed.items():
        page.locator(f"#id_{name}").fill(text)
    look(page)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", name="Votre demande attend une décision")).to_be_visible()


def accept(page: Page, service: str) -> None:
    page.goto("/demandes/boites/")
    page.get_by_role("link", name=re.compile(service)).first.click()
    look(page)
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text(re.compile("est ouverte"))).to_be_visible()


def test_from_the_request_to_the_first_answer_by_two_members(house: House, new_window: Windows) -> None:
    service, title = f"Accueil {uuid.uuid4().hex[:6]}", subject()
    first, second, administrator = new_window(), new_window(), new_window()
    enter(first, house, "doctor")
    colleague = enter(second, house, "pharmacist")
    enter(administrator, house, "region-administrator")
    ask(first, service, f"accueil.{uuid.uuid4().hex[:6]}")
    accept(administrator, service)

    first.goto("/boites-partagees/miennes/")
    first.get_by_role("link", name=re.compile(service)).click()
    found = re.search(r"/boites/(\d+)/", first.url)
    assert found
    box, inbox = found[1], f"/boites/{found[1]}/reception/"
    address = (first.locator("h1").text_content() or "").rpartition(" ")[2]
    first.goto(f"/boites/{box}/membres/")
    first.locator("#id_to").fill(colleague.mailbox or "")
    first.locator("#id_role").select_option("writer")
    first.get_by_role("button", name="Ajouter", exact=True).click()
    expect(first.get_by_text("Claire Dupont peut ouvrir cette boîte")).to_be_visible()

    with store(house, address) as session:
        session.append("INBOX", letter("labo@biologie.oc.mssante.fr", address, title), ())
    arrived(first, inbox, title)
    arrived(second, inbox, title)
    look(second)
    second.get_by_role("button", name="Je m’en charge").click()
    expect(second.get_by_text("Vous vous en chargez")).to_be_visible()
    expect(first.get_by_text("Claire Dupont s’en charge").first).to_be_visible()
    expect(rows_of(first, title).get_by_text(re.compile("Pris"))).to_be_visible()

    second.get_by_text("Note, échéance, confier à un collègue").click()
    second.get_by_label("Note entre collègues").fill("La fille rappelle demain.")
    second.get_by_role("button", name="Ajouter la note").click()
    expect(first.get_by_text("La fille rappelle demain.")).to_be_visible()
    look(first)

    second.get_by_role("link", name="Répondre", exact=True).click()
    second.get_by_label("Message", exact=True).fill("Bien reçu, merci.")
    expect(first.get_by_text("Claire Dupont écrit une réponse en ce moment")).to_be_visible()
    first.get_by_role("link", name="Répondre", exact=True).click()
    expect(first.get_by_text("Claire Dupont écrit déjà une réponse")).to_be_visible()
    look(first)
    second.get_by_label("À", exact=True).fill(house.accounts["med"].mailbox or "")
    second.get_by_role("button", name="Envoyer", exact=True).click()
    expect(second.get_by_text("Message envoyé")).to_be_visible()

    first.goto(inbox)
    rows_of(first, title).click()
    expect(first.get_by_text("Répondu par Claire Dupont")).to_be_visible(timeout=40_000)
    look(first)
