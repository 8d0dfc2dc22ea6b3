"""The way of a sign-up in a browser, screen by screen. `see` is called in front of each screen."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.walk import open_letter

PASSWORD = "Motdepasse1"
WAITING = "Votre compte est en attente de validation"
See = Callable[[Page], None]


@dataclass(frozen=True)
class Newcomer:
    first_name: str
    last_name: str
    email: str
    profession: str = "Pharmacien"
    number: str = ""
    town: str = "Castelnau-d’Estrétefonds"


def _glance(page: Page) -> None:
    """Most journeys have seen these screens before."""


def to_the_queue(page: Page, who: Newcomer, see: See = _glance) -> None:
    to_the_terms(page, who, see)
    page.get_by_role("button", name="Accepter").click()
    identifier(page, who, see)
    profile(page, who, see)


def to_the_terms(page: Page, who: Newcomer, see: See = _glance) -> None:
    page.goto("/")
    see(page)
    page.get_by_role("link", name="Inscrivez-vous ici").click()
    see(page)
    page.get_by_text("Je souhaite créer un compte Medimail personnel").click()
    page.get_by_role("button", name="Enregistrer").click()
    account_form(page, who, see)
    open_letter(page, who.email, "Confirmez votre adresse mail")
    see(page)
    confirm(page, see)


def account_form(page: Page, who: Newcomer, see: See = _glance) -> None:
    page.get_by_label("Prénom").fill(who.first_name)
    page.locator("[name=last_name]").fill(who.last_name)
    page.get_by_label("Adresse mail").fill(who.email)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    see(page)
    page.get_by_role("button", name="Créer mon compte Medimail").click()
    expect(page.get_by_role("heading", name="Confirmer l’adresse mail")).to_be_visible()
    see(page)


def confirm(page: Page, see: See = _glance) -> None:
    """From the letter."""
    page.locator("a[href*='/inscription/confirmer/']").first.click()
    see(page)
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("heading", name="Validation")).to_be_visible()
    see(page)


def identifier(page: Page, who: Newcomer, see: See = _glance) -> None:
    expect(page.get_by_role("heading", name="Identification professionnelle")).to_be_visible()
    see(page)
    page.get_by_text("Oui" if who.number else "Non", exact=True).click()
    page.get_by_role("button", name="Enregistrer").click()


def profile(page: Page, who: Newcomer, see: See = _glance) -> None:
    expect(page.get_by_role("heading", name="Remplir ce formulaire pour finaliser votre inscription")).to_be_visible()
    see(page)
    page.get_by_label("Profession").fill(who.profession)
    if who.number:
        page.get_by_label("Numéro d’identifiant national").fill(who.number)
    page.get_by_label("Raison sociale").fill("PHARMACIE DU CENTRE")
    page.get_by_label("Code postal").fill("31620")
    page.get_by_label("Ville").fill(who.town)
    page.get_by_label("Région").select_option(label="Occitanie")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name=WAITING)).to_be_visible()
    see(page)
