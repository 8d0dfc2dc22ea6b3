"""Screens S6 and S7 in a browser: lists to search, the directory that fills, a draft that outlives the browser."""

from itertools import count

from playwright.sync_api import Page, expect

from medimail.lib.national_numbers import with_key
from tests.house_fixture import eventually
from tests.journeys.conftest import Windows
from tests.journeys.walk import PHONE, look, open_letter, sign_in

PASSWORD = "Motdepasse1"
TWO_PLACES = with_key("9970000103")
_people = count(1)


def at_profile(page: Page, last_name: str, first_name: str) -> str:
    """Signed up as far as S7; the address that signs in."""
    email = f"formulaire{next(_people)}@exemple.test"
    page.goto("/inscription/compte/")
    for name, value in (("last_name", last_name), ("first_name", first_name), ("email", email)):
        page.locator(f"[name={name}]").fill(value)
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte Medimail").click()
    expect(page.get_by_role("heading", name="Confirmer l’adresse mail")).to_be_visible()
    open_letter(page, email, "Confirmez votre adresse mail")
    page.locator("a[href*='/inscription/confirmer/']").first.click()
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_role("button", name="Accepter").click()
    page.get_by_text("Oui", exact=True).click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Remplir ce formulaire")).to_be_visible()
    return email


def value(page: Page, name: str) -> str:
    return page.locator(f"[name={name}]").input_value()


def test_a_closed_browser_loses_nothing(new_window: Windows) -> None:
    page = new_window()
    email = at_profile(page, "Lefèvre", "Noé")
    page.get_by_label("Raison sociale").fill("CABINET LEFÈVRE")
    page.get_by_label("Profession").fill("médecin")
    page.keyboard.press("Tab")
    page.get_by_label("Spécialité").fill("cardiologie")
    page.keyboard.press("Tab")
    page.get_by_text("Je souhaite apparaître dans l’annuaire MSSanté").click()
    expect(page.get_by_text("Brouillon gardé à")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.get_by_label("Ville").fill("Nîmes")
    page.goto("/aide/")  # before the pause after which it would have been kept

    def found() -> bool:
        elsewhere.goto("/inscription/profil/")
        return value(elsewhere, "town") == "Nîmes"

    elsewhere = new_window()
    sign_in(elsewhere, email, PASSWORD)
    expect(elsewhere.get_by_role("heading", name="Remplir ce formulaire")).to_be_visible()
    eventually(found, patience=20)
    page.context.close()
    assert value(elsewhere, "company_name") == "CABINET LEFÈVRE"
    assert (value(elsewhere, "profession_code"), value(elsewhere, "speciality_code")) == ("10", "SM04")
    expect(elsewhere.get_by_label("Spécialité")).to_have_value("Cardiologie et maladies vasculaires")
    assert not elsewhere.locator("[name=in_mssante_directory]").is_checked()
    assert elsewhere.locator("[name=notify]").is_checked()


def test_a_server_that_does_not_answer_is_said_and_asked_again(new_window: Windows) -> None:
    page = new_window()
    at_profile(page, "Lefèvre", "Ada")
    page.route("**/brouillon/", lambda route: route.abort())
    page.get_by_label("Ville").fill("Nîmes")
    expect(page.get_by_text("Brouillon non gardé pour l’instant, nous réessayons.")).to_be_visible()
    assert "Nîmes" in page.evaluate("JSON.stringify(sessionStorage)")
    page.unroute("**/brouillon/")
    expect(page.get_by_text("Brouillon gardé à")).to_be_visible(timeout=20_000)


def test_the_directory_fills_what_is_empty_and_nothing_else(new_window: Windows) -> None:
    page = new_window()
    at_profile(page, "Garcia", "Inès")
    page.get_by_label("Téléphone 1").fill("06 00 00 00 00")
    page.get_by_label("Numéro d’identifiant national").press_sequentially(TWO_PLACES)
    expect(page.get_by_text("Numéro RPPS trouvé dans l’Annuaire Santé.")).to_be_visible()
    expect(page.get_by_label("Profession")).to_have_value("Masseur-Kinésithérapeute")
    expect(page.get_by_label("Spécialité")).to_be_hidden()
    look(page)
    page.get_by_role("button", name="CLINIQUE DES OLIVIERS").click()
    assert (value(page, "town"), value(page, "region_code")) == ("Montpellier", "76")
    page.get_by_label("Raison sociale").fill("CLINIQUE")
    page.get_by_role("button", name="CABINET DE KINESITHERAPIE DU CANAL").click()
    assert (value(page, "town"), value(page, "company_name"), value(page, "finess")) == ("Toulouse", "CLINIQUE", "")
    assert value(page, "phone1") == "06 00 00 00 00"


def test_lists_are_searched_with_the_keyboard_alone(new_window: Windows) -> None:
    page = new_window()
    at_profile(page, "Petit", "Luc")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    field = page.get_by_label("Profession")
    expect(field).to_have_attribute("placeholder", "Choisissez dans la liste")
    expect(page.get_by_text("Nothing selected")).to_have_count(0)
    field.focus()
    page.keyboard.type("kines")
    option = page.get_by_role("option", name="Masseur-Kinésithérapeute")
    expect(option).to_be_visible()
    look(page)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(field).to_have_value("Masseur-Kinésithérapeute")
    expect(option).to_have_count(0)
    field.fill("rien de tel")
    page.keyboard.press("Tab")
    expect(page.get_by_text("« rien de tel » n’est pas dans la liste.")).to_be_visible()
    assert value(page, "profession_code") == ""
    field.fill("pharmacien")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_without_scripts_the_number_fills_the_form_too(new_window: Windows) -> None:
    page = new_window(scripts=False)
    at_profile(page, "Garcia", "Inès")
    page.get_by_label("Numéro d’identifiant national").fill(TWO_PLACES)
    page.get_by_label("Téléphone 1").fill("06 00 00 00 00")
    page.get_by_role("button", name="Vérifier ce numéro").click()
    page.get_by_role("button", name="CLINIQUE DES OLIVIERS").click()
    assert (value(page, "town"), value(page, "phone1")) == ("Montpellier", "06 00 00 00 00")
    assert value(page, "profession_code") == "70"
    page.get_by_label("Ville").press("Enter")
    expect(page.get_by_role("heading", name="Votre compte est en attente de validation")).to_be_visible()
