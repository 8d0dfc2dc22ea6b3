"""Three ways into one account: address and password, Pro Santé Connect, the portal of a region."""

import re
import secrets

from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.outside import CARD, by_card, by_portal, choose, leave, to_the_portal, to_the_wallet
from tests.journeys.walk import arrived, enter, fill_message, look, sign_in

SIGN_IN = "Connectez-vous à Medimail"


def test_address_and_password_by_the_keyboard_alone(house: House, new_window: Windows) -> None:
    page, account = new_window(), house.accounts["doctor"]
    page.goto("/connexion/")
    # An address made of numbers is none for a passkey: no button that could not work.
    expect(page.get_by_role("button", name="Clé d’accès")).to_be_hidden()
    look(page)
    tab_to(page, "Adresse mail")
    page.keyboard.type(account.email)
    tab_to(page, "Mot de passe")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("Réception"))


def tab_to(page: Page, label: str) -> None:
    wanted = page.get_by_label(label, exact=True)
    for _ in range(30):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach « {label} »")


def test_a_card_opens_a_box_in_one_go(house: House, new_window: Windows) -> None:
    page, doctor = new_window(), new_window()
    to_the_wallet(page)
    look(page)
    choose(page, "Inès CARON")
    expect(page.get_by_role("heading", name="Ouvrez votre boîte")).to_be_visible()
    look(page)
    page.get_by_label("Adresse mail").fill("ines.caron@pharmacie.test")
    page.get_by_label(re.compile("accepte les conditions")).check()
    page.get_by_role("button", name="Ouvrir ma boîte").click()
    address = re.compile(r"ines\.caron\d*@pharmacien\.oc\.mssante\.fr")
    expect(page.get_by_text(address).first).to_be_visible()
    look(page)

    title = f"Bonjour {secrets.token_hex(4)}"
    box = enter(doctor, house, "doctor").mailbox or ""
    page.get_by_role("link", name="Nouveau message").click()
    fill_message(page, box, title, "Ma première lettre")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    arrived(doctor, doctor.url, title)
    expect(doctor.get_by_text(address).first).to_be_visible()

    leave(page)
    by_card(page, "Inès CARON")
    expect(page).to_have_title(re.compile("Réception"))
    expect(page.get_by_text(address).first).to_be_visible()


def test_one_of_several_exercises_is_chosen(new_window: Windows) -> None:
    page = new_window()
    by_card(page, "Marc VIDAL")
    look(page)
    expect(page.get_by_role("radio")).to_have_count(3)
    page.get_by_label(re.compile("Rennes", re.IGNORECASE)).check()
    page.get_by_label("Adresse mail").fill("marc.vidal@cabinet.test")
    page.get_by_label(re.compile("accepte les conditions")).check()
    page.get_by_role("button", name="Ouvrir ma boîte").click()
    expect(page.get_by_text(re.compile(r"marc\.vidal\d*@medecin\.[a-z.]*mssante\.fr")).first).to_be_visible()
    page.goto("/profil/")
    expect(page.get_by_text("Bretagne").first).to_be_visible()


def test_the_card_of_someone_who_has_an_account(house: House, new_window: Windows) -> None:
    page, account = new_window(), house.accounts["pharmacist"]
    by_card(page, "Claire DUPONT")
    expect(page.get_by_text("Un compte Medimail existe déjà")).to_be_visible()
    look(page)
    consent(page, account.email, account.password)
    leave(page)
    by_card(page, "Claire DUPONT")
    expect(page).to_have_title(re.compile("Réception"))
    page.goto("/securite/")
    page.get_by_role("button", name="Ne plus utiliser ma carte").click()
    expect(page.get_by_text("n’ouvre plus votre compte")).to_be_visible()
    page.get_by_role("button", name="Lier ma carte e-CPS").click()
    choose(page, "Claire DUPONT")
    expect(page.get_by_text("ouvre maintenant votre compte")).to_be_visible()


def consent(page: Page, email: str, password: str) -> None:
    """Where they stand, they sign in once, and agree."""
    page.get_by_label("Adresse mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Connexion").click()
    expect(page.get_by_role("heading", name=re.compile("Lier .* à votre compte"))).to_be_visible()
    look(page)
    page.get_by_role("button", name="Lier à mon compte").click()
    expect(page.get_by_text("ouvre maintenant votre compte")).to_be_visible()


def test_a_portal_is_linked_once_then_opens(house: House, new_window: Windows) -> None:
    page, account = new_window(), house.accounts["med"]
    to_the_portal(page)
    look(page)
    choose(page, "Nadia")
    expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()
    look(page)
    consent(page, account.email, account.password)
    leave(page)
    by_portal(page, "Nadia")
    expect(page).to_have_title(re.compile("Réception"))
    leave(page)
    by_portal(page, "Thierry")
    expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()


def test_who_says_no_may_come_in_otherwise(house: House, new_window: Windows) -> None:
    page, account = new_window(), house.accounts["doctor"]
    by_card(page, "Refuser")
    expect(page.get_by_text("Vous n’êtes pas allé au bout")).to_be_visible()
    look(page)
    sign_in(page, account.email, account.password)
    expect(page).to_have_title(re.compile("Réception"))


def test_who_waits_for_a_decision_needs_none_with_a_card(house: House, new_window: Windows) -> None:
    page = new_window()
    account = house.accounts["applicant-structure"]
    sign_in(page, account.email, account.password)
    page.get_by_role("button", name=CARD, exact=True).click()
    choose(page, "Léa MARTY")
    expect(page.get_by_role("heading", name="Ouvrez votre boîte")).to_be_visible()
    look(page)
    page.get_by_label(re.compile("accepte les conditions")).check()
    page.get_by_role("button", name="Ouvrir ma boîte").click()
    expect(page.get_by_text(re.compile(r"lea\.marty\d*@[a-z]+\.oc\.mssante\.fr")).first).to_be_visible()


def test_a_card_is_linked_from_the_profile_and_only_one_s_own(house: House, new_window: Windows) -> None:
    page = new_window()
    enter(page, house, "doctor")
    page.goto("/securite/")
    look(page)
    page.get_by_role("button", name="Lier ma carte e-CPS").click()
    choose(page, "Hugo LACAZE")
    expect(page.get_by_text("Cette carte porte un autre numéro")).to_be_visible()
    look(page)
    expect(page.get_by_role("button", name="Lier ma carte e-CPS")).to_be_visible()
