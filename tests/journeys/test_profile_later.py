"""An open account lives on: a name changes under a human's eye, address and password at once, and a person leaves."""

import re

from playwright.sync_api import Page, expect

from medimail.lib.national_numbers import with_key
from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.sign_up import PASSWORD, Newcomer, to_the_queue
from tests.journeys.walk import enter, look, open_letter, sign_in

WHO = Newcomer("Odile", "Castan", "odile.castan@pharmacie.test", number=with_key("9971444001"))
NEW_ADDRESS = "odile.castan.nouvelle@exemple.test"
NEW_PASSWORD = "Nouveau2mots"
SAVED = "Enregistré."


def test_a_person_changes_everything_then_leaves(house: House, new_window: Windows) -> None:
    holder, administrator = new_window(), new_window()
    to_the_queue(holder, WHO)
    enter(administrator, house, "region-administrator")
    decide(administrator)
    holder.goto("/")
    open_profile(holder)
    switch_off(holder)
    change_name(holder)
    administrator.goto("/demandes/")
    decide(administrator)
    see_decision(holder)
    change_address(holder)
    change_password(holder)
    take_data(holder)
    leave(holder)


def decide(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Odile Cast")).first.click()
    page.get_by_role("button", name=re.compile("Accepter")).first.click()
    expect(page.get_by_role("heading", name="Demandes d’inscription")).to_be_visible()


def open_profile(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Mon profil")).click()
    expect(page.get_by_role("heading", name="Mon profil")).to_be_visible()
    look(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()


def switch_off(page: Page) -> None:
    """What nobody checks is true at once, with the keyboard alone."""
    page.get_by_label("Je souhaite recevoir une notification à chaque réception de Medimail").focus()
    page.keyboard.press("Space")
    save(page)
    expect(page.get_by_label("Je souhaite recevoir une notification")).not_to_be_checked()
    expect(page.get_by_text("Un changement attend")).to_have_count(0)


def change_name(page: Page) -> None:
    page.locator("[name=last_name]").fill("")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("À corriger avant de continuer")).to_be_visible()
    look(page)
    page.locator("[name=last_name]").fill("Castanet")
    save(page)
    expect(page.get_by_text("Un changement attend d’être vérifié")).to_be_visible()
    look(page)


def see_decision(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("Votre dernier changement a été accepté")).to_be_visible()
    expect(page.locator("[name=last_name]")).to_have_value("Castanet")
    look(page)


def change_address(page: Page) -> None:
    page.goto("/profil/")
    page.get_by_role("link", name="Changer d’adresse").first.click()
    expect(page.get_by_role("heading", name="Confirmez que c’est vous")).to_be_visible()  # signed up long ago
    look(page)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continuer avec mon mot de passe").click()
    look(page)
    page.get_by_label("Nouvelle adresse mail").fill(NEW_ADDRESS)
    page.get_by_role("button", name="Recevoir le lien").click()
    open_letter(page, NEW_ADDRESS, "Confirmez votre nouvelle adresse mail")
    page.locator("a[href*='/profil/adresse/']").first.click()
    look(page)
    page.get_by_role("button", name="Utiliser cette adresse").click()
    expect(page.get_by_text(f"Votre adresse de connexion est maintenant {NEW_ADDRESS}.")).to_be_visible()
    page.goto("/securite/")
    page.get_by_role("link", name="Changer de mot de passe").click()
    page.get_by_label("Mot de passe actuel").fill(PASSWORD)


def change_password(page: Page) -> None:
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").press_sequentially(NEW_PASSWORD)
    expect(page.locator(".rules .met")).to_have_count(4)
    look(page)
    page.get_by_role("button", name="Changer de mot de passe").click()
    expect(page.get_by_text("Votre mot de passe est changé.")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, NEW_ADDRESS, NEW_PASSWORD)


def take_data(page: Page) -> None:
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
    page.goto("/profil/")
    page.get_by_role("link", name="Télécharger mes données").click()
    look(page)
    for _ in range(2):
        with page.expect_download() as download:
            page.get_by_role("link", name="Télécharger l’archive").click()
        assert download.value.suggested_filename.endswith(".zip")


def leave(page: Page) -> None:
    page.goto("/profil/")
    page.get_by_role("link", name="Fermer mon compte…").click()
    look(page)
    page.get_by_role("button", name="Fermer mon compte pour toujours").click()
    expect(page.get_by_text("Cochez cette case")).to_be_visible()
    look(page)
    page.get_by_label("J’ai compris que cette fermeture est définitive.").check()
    page.get_by_role("button", name="Fermer mon compte pour toujours").click()
    expect(page.get_by_role("heading", name="Votre compte est fermé")).to_be_visible()
    look(page)
    sign_in(page, NEW_ADDRESS, NEW_PASSWORD)
    expect(page.get_by_role("heading", name="Ce compte est fermé")).to_be_visible()
