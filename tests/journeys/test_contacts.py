"""A star in the directory, a group in the book, and a warning before writing to an address that left."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import enter, look

SONIA = "Sonia LE GOFF"
SHOWN = "Je souhaite apparaître dans l’annuaire MSSanté"


def show_oneself(page: Page, *, shown: bool) -> None:
    page.goto("/profil/")
    page.get_by_label(SHOWN).set_checked(shown)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Enregistré.")).to_be_visible()


def keep_from_directory(page: Page, *, scripts: bool) -> None:
    """By the keyboard alone; the button keeps the focus, so that a second thought is one key away."""
    page.goto("/annuaire/?q=goff")
    star = page.get_by_role("button", name=f"Favori : {SONIA}")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    assert "/annuaire/" in page.url
    if scripts:
        expect(star).to_be_focused()
    star.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")


def gather(page: Page, name: str, *, scripts: bool) -> None:
    page.get_by_role("navigation", name="Annuaire et carnet").get_by_role("link", name="Carnet").click()
    if scripts:
        look(page)
    page.get_by_label("Nom du groupe").fill(name)
    page.get_by_label("Nom du groupe").press("Enter")
    expect(page.get_by_text("Ce groupe est vide")).to_be_visible()
    page.get_by_text("Choisir parmi mes favoris").press("Enter")
    page.get_by_label("Sonia Le Goff").check()
    if scripts:  # a name is enough
        page.get_by_label("Noms ou adresses").press_sequentially("dupo")
        expect(page.get_by_role("option").filter(has_text="DUPONT").first).to_be_visible()
        page.keyboard.press("Enter")
    else:
        page.get_by_label("Noms ou adresses").fill("Claire Dupont <claire.dupont@pharmacien.oc.mssante.fr>")
    page.get_by_role("button", name="Ajouter au groupe").click()
    expect(page.get_by_text("2 adresses ajoutées au groupe.")).to_be_visible()
    if scripts:
        look(page)


def take_out_and_put_back(page: Page) -> None:
    page.get_by_role("button", name="Retirer Sonia Le Goff du groupe").click()
    expect(page.get_by_role("status").get_by_text("n’est plus dans le groupe")).to_be_visible()
    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_role("button", name="Retirer Sonia Le Goff du groupe")).to_be_visible()


def see_warnings(page: Page, name: str, *, scripts: bool) -> None:
    page.goto("/carnet/")
    row = page.get_by_role("row").filter(has_text=name)
    expect(row.get_by_text("1 adresse à revoir sur 2")).to_be_visible()
    expect(page.get_by_text("Cette adresse n’est plus dans l’annuaire")).to_be_visible()
    if scripts:
        look(page)
    page.get_by_role("link", name=f"Écrire au groupe {name}").click()
    field = page.get_by_label("À", exact=True)
    expect(field).to_have_value(re.compile("sonia.le-goff@.*"))
    expect(field).to_have_accessible_description(re.compile("N’est plus dans l’annuaire.*sonia.le-goff@"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_colleague_is_kept_gathered_and_warned_about(house: House, new_window: Windows, scripts: bool) -> None:
    doctor, sonia = new_window(scripts=scripts), new_window()
    enter(doctor, house, "doctor")
    enter(sonia, house, "med")
    name = f"Équipe {'rapide' if scripts else 'simple'}"
    keep_from_directory(doctor, scripts=scripts)
    gather(doctor, name, scripts=scripts)
    take_out_and_put_back(doctor)
    show_oneself(sonia, shown=False)
    try:
        see_warnings(doctor, name, scripts=scripts)
    finally:
        show_oneself(sonia, shown=True)
    doctor.goto("/carnet/")
    expect(doctor.get_by_text("Cette adresse n’est plus dans l’annuaire")).to_have_count(0)
    doctor.get_by_role("button", name="Retirer Sonia Le Goff", exact=True).click()
    expect(doctor.get_by_role("button", name="Remettre")).to_be_visible()
