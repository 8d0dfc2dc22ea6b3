"""Stuck on any screen: the region's contacts are there at once; a notice read is a notice closed."""

import pytest
from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import enter, look

OCCITANIE, BRITTANY = "05 36 49 00 76", "02 61 91 00 53"


def choose(page: Page, region: str) -> None:
    """By the keyboard alone."""
    page.get_by_label("Où exercez-vous").focus()
    page.keyboard.type(region)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_region_is_chosen_once_for_every_screen(house: House, new_window: Windows, scripts: bool) -> None:
    page = new_window(scripts=scripts)
    page.goto("/inscription/compte/")
    page.get_by_label("Nom *", exact=True).fill("Typed before asking for help")
    choose(page, "Bret")
    help_block = page.get_by_role("complementary").filter(has_text="Une question")
    expect(help_block).to_contain_text("GRADeS Bretagne")
    expect(help_block.get_by_role("link", name=BRITTANY)).to_be_visible()
    assert page.url.endswith("/inscription/compte/")
    if scripts:  # nothing typed is lost, and the keyboard goes on from the answer
        expect(page.get_by_label("Nom *", exact=True)).to_have_value("Typed before asking for help")
        expect(help_block).to_be_focused()
        look(page)
    page.goto("/connexion/")
    expect(page.get_by_role("link", name=BRITTANY)).to_be_visible()
    page.get_by_text("Changer de région").click()
    choose(page, "Occi")
    expect(page.get_by_role("link", name=OCCITANIE)).to_be_visible()
    booking = page.get_by_role("link", name="Prenez RDV en ligne")
    expect(booking).to_have_attribute("href", "/rendez-vous/?depuis=account_login&region=76")


def test_a_page_left_open_while_another_tab_signed_in_still_sends(house: House, new_window: Windows) -> None:
    """Signing in changes the token of every form: those already open hold the old one."""
    page = new_window()
    page.goto("/aide/")
    page.context.clear_cookies(name="csrftoken")
    other = page.context.new_page()
    enter(other, house, "region-administrator")
    choose(page, "Bret")
    help_block = page.get_by_role("complementary").filter(has_text="Une question")
    expect(help_block).to_contain_text("GRADeS Bretagne")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_notice_is_written_read_closed_and_comes_back_changed(
    house: House, new_window: Windows, scripts: bool
) -> None:
    desk = new_window(scripts=scripts)
    enter(desk, house, "region-administrator")
    desk.goto("/avis/")
    desk.get_by_role("link", name="Écrire un avis").click()
    title = f"Coupure {scripts}"
    desk.get_by_label("Titre").fill(title)
    desk.get_by_label("Texte").fill("Ce soir de 20 h à 21 h.\nSuivez https://exemple.test/etat.")
    if scripts:
        look(desk)
    desk.get_by_role("button", name="Publier").click()
    expect(desk.get_by_text("est affiché sur la page de connexion")).to_be_visible()
    if scripts:
        look(desk)

    visitor = new_window(scripts=scripts)
    visitor.goto("/connexion/")
    notice = visitor.get_by_role("region", name=title)
    expect(notice.get_by_text("Occitanie")).to_be_visible()
    expect(notice.get_by_role("link", name="https://exemple.test/etat", exact=True)).to_be_visible()
    if scripts:
        look(visitor)
    notice.get_by_role("button", name="Fermer cet avis").press("Enter")
    expect(notice).to_have_count(0)
    visitor.reload()
    expect(visitor.get_by_role("region", name="Information de connexion")).to_be_visible()
    expect(notice).to_have_count(0)

    desk.get_by_role("link", name=f"Modifier « {title} »").click()
    desk.get_by_label("Texte").fill("Reportée à demain.")
    desk.get_by_role("button", name="Enregistrer").click()
    visitor.reload()
    expect(notice.get_by_text("Reportée à demain.")).to_be_visible()

    desk.get_by_role("button", name=f"Terminer maintenant : « {title} »").click()
    expect(desk.get_by_text("n’est plus affiché")).to_be_visible()
    visitor.reload()
    expect(notice).to_have_count(0)
