"""A day of a pharmacy on a wide screen: what arrives is read, answered and filed, the box is set to her ways."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.house_fixture import Account, House, eventually
from tests.journeys.conftest import Windows
from tests.journeys.letters import lay, letter
from tests.journeys.walk import DROP, WIDE, choose_undo, enter, fill_message, look, rows_of, settings_of

Desk = tuple[Page, Account]
FILE = re.compile("c.txt")


@pytest.fixture
def desk(house: House, new_window: Windows) -> Desk:
    """The pharmacist in front of her inbox."""
    page = new_window()
    return page, enter(page, house, "pharmacist")


@pytest.fixture
def hesitant(desk: Desk) -> Iterator[Page]:
    """She may call a message back for five seconds, for as long as this test lasts."""
    page, _ = desk
    inbox = page.url
    choose_undo(page, "5 secondes")
    page.goto(inbox)
    yield page
    page.goto(inbox)
    choose_undo(page, "Pas d’annulation")


def test_a_letter_is_heard_read_answered_called_back_and_followed(
    house: House, desk: Desk, hesitant: Page, new_window: Windows
) -> None:
    page, doctor = hesitant, new_window()
    there = enter(doctor, house, "doctor").mailbox
    ask(doctor, desk[1].mailbox or "")
    hear(page)
    confirm_reading(page)
    answer_and_call_back(page)
    see_it_arrive(page, there or "")
    told_of_the_reading(doctor)


def ask(page: Page, to: str) -> None:
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, to, "Relais de Mme T.", "Quel dosage lui avez-vous donné ?")
    page.get_by_text("Plus d’options").click()
    page.get_by_label("Demander un accusé de lecture").check()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()


def hear(page: Page) -> None:
    """Nobody touches this page: the row, the number beside the folder and the title change by themselves."""
    row = rows_of(page, "Relais de Mme T.")
    expect(row).to_contain_text("Non lu.")
    expect(page).to_have_title(re.compile(r"^\(\d+\) Réception"))
    look(page, WIDE)
    row.click()
    expect(page.get_by_role("heading", name="Relais de Mme T.")).to_be_focused()


def confirm_reading(page: Page) -> None:
    expect(page.get_by_text("demande un accusé de lecture")).to_be_visible()
    look(page, WIDE)
    page.get_by_role("button", name="Envoyer l’accusé").click()
    expect(page.get_by_text("demande un accusé de lecture")).to_have_count(0)


def answer_and_call_back(page: Page) -> None:
    page.get_by_role("link", name="Répondre", exact=True).click()
    page.get_by_label("Message", exact=True).fill("Bonjour, le détail est en pièce jointe.")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Vous parlez d’une pièce jointe")
    page.get_by_role("button", name="Revenir au message").click()
    page.locator("#composer form").evaluate(DROP)
    expect(page.get_by_role("checkbox", name=FILE)).to_be_checked()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("button", name=re.compile(r"Annuler \(\d")).click()
    expect(page.get_by_text("c’est de nouveau un brouillon")).to_be_visible()
    expect(page.get_by_role("checkbox", name=FILE)).to_be_checked()
    look(page, WIDE)
    page.get_by_label("Message", exact=True).fill("Bonjour, le détail est en pièce jointe. Bonne journée.")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()


def see_it_arrive(page: Page, recipient: str) -> None:
    fate = page.get_by_role("region", name="Ce que ce message est devenu")

    def there() -> bool:
        page.get_by_role("link", name="Envoyés").click()
        page.get_by_role("heading", name="Envoyés", exact=True).wait_for()
        if rows_of(page, "Re: Relais de Mme T.").count() == 0:
            return False
        rows_of(page, "Re: Relais de Mme T.").click()
        fate.wait_for()
        return "Le message est dans sa boîte." in fate.inner_text()

    eventually(there, patience=40)
    expect(fate).to_contain_text(recipient)
    expect(page.locator("a.file strong")).to_have_text(["c.txt"])
    look(page, WIDE)


def told_of_the_reading(page: Page) -> None:
    """The confirmation is folded into the line of what was sent; the inbox shows the answer alone."""
    expect(rows_of(page, "Re: Relais de Mme T.")).to_have_count(1)

    def read() -> bool:
        page.get_by_role("link", name="Envoyés").click()
        rows_of(page, "Relais de Mme T.").first.click()
        page.get_by_role("heading", name="Relais de Mme T.").wait_for()
        return page.get_by_text("Ce destinataire a confirmé la lecture.").count() == 1

    eventually(read, patience=30)


def test_messages_are_labelled_moved_and_found_again(house: House, desk: Desk) -> None:
    page, account = desk
    box = account.mailbox or ""
    for subject in ("Stock de bandes", "Stock de pansements", "Stock de seringues"):
        lay(house, box, letter(box, subject, f"Il reste peu du lot {subject[-4:]}quadrilatère.").as_bytes())
    page.locator("#fresh").dispatch_event("refresh")
    expect(rows_of(page, "Stock de")).to_have_count(3)
    expect(page.locator("#total")).to_have_text(f"{page.locator('#rows li[data-uid]').count()} messages")
    label(page)
    by_keyboard(page)
    drag(page)
    find(page)


def label(page: Page) -> None:
    for subject in ("Stock de bandes", "Stock de pansements"):
        page.get_by_role("checkbox", name=f"Choisir « {subject} »").check()
    expect(page.get_by_text("2 choisis")).to_be_visible()
    look(page, WIDE)
    page.get_by_label("Quelle étiquette").select_option("À faire")
    page.get_by_role("button", name="Étiqueter").click()
    expect(page.get_by_text("2 messages étiquetés « À faire ».")).to_be_visible()
    expect(page.locator("#rows .tag", has_text="À faire")).to_have_count(2)


def press(page: Page, key: str) -> None:
    """As a person does, once the page stands still."""
    expect(page.locator(".htmx-request, .htmx-swapping")).to_have_count(0)
    page.keyboard.press(key)


def by_keyboard(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis du clavier")).to_be_visible()
    look(page, WIDE)
    page.keyboard.press("Escape")
    page.locator("h2#list-title").click()
    press(page, "j")
    newest = page.get_by_role("heading", name="Stock de seringues")
    expect(newest).to_be_focused()
    press(page, "j")
    expect(page.get_by_role("heading", name="Stock de pansements")).to_be_focused()
    press(page, "k")
    expect(newest).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_text("Message rangé dans « Archives ».")).to_be_visible()
    expect(rows_of(page, "Stock de")).to_have_count(2)


def drag(page: Page) -> None:
    rows_of(page, "Stock de bandes").drag_to(folder(page, "archives"))
    expect(page.get_by_text("Message rangé dans « Archives ».")).to_be_visible()
    expect(rows_of(page, "Stock de bandes")).to_have_count(0)
    page.locator("#done").get_by_role("button", name="Annuler").click()
    expect(rows_of(page, "Stock de bandes")).to_have_count(1)


def folder(page: Page, slug: str) -> Locator:
    return page.locator(f"nav.boxes [data-folder={slug}]")


def find(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("quadrilatère")
    page.keyboard.press("Enter")
    expect(rows_of(page, "Stock de")).to_have_count(3)
    look(page)
    rows_of(page, "Stock de seringues").click()
    expect(page.get_by_role("heading", name="Stock de seringues")).to_be_focused()


def test_the_box_is_set_to_her_ways_and_taken_along(desk: Desk) -> None:
    page, account = desk
    page.get_by_role("link", name="Réglages de la boîte").click()
    be_away(page)
    sign(page)
    sort_arrivals(page)
    settings_of(page, "Notifications")
    look(page)
    take_along(page, account.password)


def be_away(page: Page) -> None:
    today = date.fromisoformat(page.get_by_label("Premier jour d’absence").input_value())
    page.get_by_label("Dernier jour d’absence").fill((today + timedelta(days=7)).isoformat())
    look(page)
    page.get_by_role("button", name="Annoncer l’absence").click()
    expect(page.get_by_text("Absence enregistrée")).to_be_visible()
    settings_of(page, "Signatures et modèles")
    page.get_by_role("navigation", name="Boîtes et dossiers").get_by_role("button", name="Je suis de retour").click()
    expect(page.get_by_text("Votre absence est terminée")).to_be_visible()


def sign(page: Page) -> None:
    settings_of(page, "Signatures et modèles")
    page.locator("#id_name").fill("Officine")
    page.locator("#id_text").fill("Claire Dupont\nPharmacie du Pont")
    page.get_by_label("Signature ajoutée à chaque nouveau message").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    look(page)
    here = page.url
    page.get_by_role("link", name="Nouveau message").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value(re.compile("Pharmacie du Pont"))
    page.goto(here)
    page.get_by_role("button", name="Supprimer Officine").click()
    expect(page.get_by_text("Ni signature ni modèle")).to_be_visible()


def sort_arrivals(page: Page) -> None:
    settings_of(page, "Règles de rangement")
    page.get_by_label("L’objet contient").fill("Résultat urgent")
    page.get_by_label("Marquer comme suivi").check()
    page.get_by_role("button", name="Enregistrer la règle").click()
    expect(page.get_by_role("row").filter(has_text="Résultat urgent")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Supprimer la règle 1").click()
    expect(page.get_by_text("Aucune règle")).to_be_visible()


def take_along(page: Page, password: str) -> None:
    settings_of(page, "Copier ou importer")
    look(page)
    page.get_by_role("button", name="Préparer la copie").click()
    page.get_by_label("Mot de passe", exact=True).or_(page.get_by_text("La copie se prépare.")).first.wait_for()
    if page.get_by_label("Mot de passe", exact=True).count():
        page.get_by_label("Mot de passe", exact=True).fill(password)
        page.get_by_role("button", name="Continuer avec mon mot de passe").click()
        page.get_by_role("button", name="Préparer la copie").click()
    expect(page.get_by_text("La copie est prête")).to_be_visible(timeout=40_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger", exact=True).click()
    assert download.value.path().read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="Supprimer du serveur").click()
    expect(page.get_by_text("Le fichier est supprimé du serveur.")).to_be_visible()
