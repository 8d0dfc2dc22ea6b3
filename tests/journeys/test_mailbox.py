"""Daily gestures in a mailbox: long lists, drafts, forwards, and what goes wrong while writing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.letters import lay, letter
from tests.journeys.walk import DROP, arrived, enter, fill_message, look

Desk = tuple[Page, str]


@pytest.fixture
def desk(house: House, new_window: Windows) -> Desk:
    """The pharmacist in front of her inbox, and her address."""
    page = new_window()
    box = enter(page, house, "pharmacist").mailbox
    assert box
    return page, box


def test_older_messages_come_below_and_new_ones_are_announced(house: House, desk: Desk) -> None:
    page, box = desk
    for number in range(55):
        lay(house, box, letter(box, f"Rangée {number}").as_bytes(), "Archive")
    page.get_by_role("link", name="Archives").click()
    expect(page.locator("a.message")).to_have_count(50)
    page.get_by_role("link", name="Messages plus anciens").click()
    expect(page.locator("a.message", has_text="Rangée")).to_have_count(55)  # and what other journeys archived
    look(page)
    lay(house, box, letter(box, "Le dernier").as_bytes(), "Archive")
    page.locator("#fresh").dispatch_event("refresh")
    page.get_by_role("link", name=re.compile("Le dossier a changé")).click()
    expect(page.locator("a.message").first).to_contain_text("Le dernier")


def test_a_new_message_appears_in_the_list_by_itself(house: House, desk: Desk) -> None:
    page, box = desk
    lay(house, box, letter(box, "Arrivé tout seul").as_bytes())
    page.locator("#fresh").dispatch_event("refresh")
    expect(page.locator("a.message").first).to_contain_text("Arrivé tout seul")
    expect(page).to_have_title(re.compile(r"^\(\d+\) Réception"))


def test_a_draft_is_found_again_with_its_files(desk: Desk) -> None:
    page, _ = desk
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, "amelie.fabre@medecin.oc.mssante.fr", "Brouillon", "À finir")
    page.get_by_text("Ajouter des copies").click()
    page.get_by_label("Copie cachée (Cci)").fill("sonia.le-goff@med.medimail.internal")
    page.get_by_label("Pièces jointes").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"a"}
    )
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_text("Brouillon enregistré.")).to_be_visible()
    page.get_by_role("link", name="Brouillons").click()
    look(page)
    page.locator("a.message").filter(has_text="Brouillon").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value("À finir")
    expect(page.get_by_label("Copie cachée (Cci)")).to_have_value("sonia.le-goff@med.medimail.internal")
    expect(page.get_by_label("a.pdf")).to_be_checked()
    look(page)
    page.get_by_label("a.pdf").uncheck()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    page.get_by_role("link", name="Brouillons").click()
    expect(page.locator("a.message").filter(has_text="Brouillon")).to_have_count(0)
    page.get_by_role("link", name="Envoyés").click()
    page.locator("a.message").filter(has_text="Brouillon").click()
    expect(page.locator("a.file")).to_have_count(0)


def test_files_gather_are_taken_back_and_dropped_on_the_page(desk: Desk) -> None:
    page, _ = desk
    page.get_by_role("link", name="Nouveau message").click()
    for name in ("a.pdf", "b.pdf"):
        file = {"name": name, "mimeType": "application/pdf", "buffer": name.encode()}
        page.get_by_label("Pièces jointes").set_input_files(file)  # type: ignore[arg-type]
    chosen = page.get_by_role("group", name="Fichiers du message").get_by_role("checkbox")
    expect(chosen).to_have_count(2)
    page.get_by_role("checkbox", name="a.pdf").uncheck()
    page.locator("#composer form").evaluate(DROP)
    expect(page.get_by_role("checkbox", name="c.txt")).to_be_checked()
    expect(page.get_by_role("checkbox", name="a.pdf")).not_to_be_checked()
    look(page)
    fill_message(page, "amelie.fabre@medecin.oc.mssante.fr", "Deux fichiers", "Voici")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    page.get_by_role("link", name="Envoyés").click()
    page.locator("a.message").filter(has_text="Deux fichiers").click()
    expect(page.locator("a.file strong")).to_have_text(["b.pdf", "c.txt"])


def test_files_over_the_limit_are_told_before_they_travel(desk: Desk, tmp_path: Path) -> None:
    page, _ = desk
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, "amelie.fabre@medecin.oc.mssante.fr", "Trop lourd", "Voici")
    posted: list[int] = []
    page.on("request", lambda one: posted.append(len(one.post_data_buffer or b"")) if one.method == "POST" else None)
    heavy = tmp_path / "irm.dcm"
    heavy.write_bytes(b"x" * 26 * 1024 * 1024)
    page.get_by_label("Pièces jointes").set_input_files(heavy)
    expect(page.get_by_text("Trop lourd de 1 Mo")).to_be_visible()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("retirez-le avant d’envoyer")).to_be_visible()
    assert max(posted, default=0) < 100_000
    page.get_by_role("button", name="Retirer irm.dcm").click()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()


def test_a_message_too_long_to_show_can_be_had_whole(house: House, desk: Desk) -> None:
    page, box = desk
    whole = letter(box, "Fleuve", "Une ligne de plus\n" * 40_000).as_bytes()
    lay(house, box, whole)
    arrived(page, page.url, "Fleuve")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le message entier").click()
    assert download.value.path().read_bytes().splitlines() == whole.splitlines()


def test_what_is_typed_after_a_refusal_is_kept_too(desk: Desk) -> None:
    page, _ = desk
    page.get_by_role("link", name="Nouveau message").click()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#id_to_error")).to_be_visible()
    fill_message(page, "", "Repris", "Texte repris")
    page.get_by_role("link", name="Réception").click()
    page.get_by_role("link", name="Nouveau message").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value("Texte repris")


def test_a_forward_keeps_the_files_even_after_a_mistake(house: House, desk: Desk) -> None:
    page, box = desk
    message = letter(box, "À transférer", "Voici le compte rendu")
    message.add_attachment(b"%PDF compte rendu", maintype="application", subtype="pdf", filename="Compte rendu.pdf")
    lay(house, box, message.as_bytes())
    arrived(page, page.url, "À transférer")
    page.get_by_role("link", name="Transférer", exact=True).click()
    expect(page.get_by_label("Objet")).to_have_value("Tr: À transférer")
    page.get_by_label("À", exact=True).fill("sans arobase")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#id_to_error")).to_contain_text("sans arobase")
    page.get_by_label("À", exact=True).fill("amelie.fabre@medecin.oc.mssante.fr")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    page.get_by_role("link", name="Envoyés").click()
    page.locator("a.message").filter(has_text="Tr: À transférer").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger Compte rendu.pdf").click()
    assert download.value.path().read_bytes() == b"%PDF compte rendu"


def test_an_answer_to_all_leaves_oneself_out(house: House, desk: Desk) -> None:
    page, box = desk
    lay(house, box, letter(box, "Pour tous").as_bytes())
    arrived(page, page.url, "Pour tous")
    page.get_by_role("link", name="Répondre à tous", exact=True).click()
    expect(page.get_by_label("À", exact=True)).to_have_value("amelie.fabre@medecin.oc.mssante.fr")
    expect(page.get_by_label("Copie (Cc)")).to_have_value("karim.benali@infirmier.oc.mssante.fr")


def test_a_refused_post_and_an_ended_session_lose_nothing(desk: Desk) -> None:
    page, _ = desk
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, "amelie.fabre@medecin.oc.mssante.fr", "Gardé", "Texte gardé")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("L’envoi n’a pas abouti")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("Votre session a expiré")
    look(page)
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    expect(page.get_by_label("Message", exact=True)).to_have_value("Texte gardé")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()


def test_a_message_left_unsent_comes_back_and_says_so(desk: Desk) -> None:
    page, _ = desk
    page.get_by_role("link", name="Nouveau message").click()
    expect(page.get_by_text("laissé sans l’envoyer")).to_have_count(0)
    fill_message(page, "", "Interrompu", "Texte interrompu")
    page.get_by_role("link", name="Réception").click()
    page.get_by_role("link", name="Nouveau message").click()
    expect(page.get_by_text("laissé sans l’envoyer")).to_be_visible()
    expect(page.get_by_label("Message", exact=True)).to_have_value("Texte interrompu")
    look(page)
    page.get_by_role("button", name="Effacer").click()
    expect(page.get_by_text("laissé sans l’envoyer")).to_have_count(0)
    expect(page.get_by_label("Message", exact=True)).to_have_value("")


def test_filing_and_its_way_back(house: House, desk: Desk) -> None:
    page, box = desk
    lay(house, box, letter(box, "À jeter").as_bytes())
    arrived(page, page.url, "À jeter")
    page.get_by_role("button", name="Marquer comme non lu").click()
    expect(page.locator("a.message.unread").filter(has_text="À jeter")).to_have_count(1)
    page.locator("a.message").filter(has_text="À jeter").click()
    page.get_by_role("button", name="Mettre à la corbeille").click()
    expect(page.locator("a.message").filter(has_text="À jeter")).to_have_count(0)
    page.get_by_role("link", name="Corbeille").click()
    page.locator("a.message").filter(has_text="À jeter").click()
    look(page)
    page.get_by_role("button", name="Remettre en réception").click()
    expect(page.get_by_text("Aucun message ici.")).to_be_visible()
    look(page)
