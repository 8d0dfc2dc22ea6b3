"""What people do at the stand-ins of Pro Santé Connect and of the portal, and how they come back."""

import re

from playwright.sync_api import Page, expect

CARD = "Pro Santé Connect"
PORTAL = "PORTAIL CCS GUYASIS - Guyane"
CHOICE = "Qui êtes-vous pour cet essai"


def to_the_wallet(page: Page) -> None:
    page.goto("/connexion/")
    page.get_by_role("button", name=CARD, exact=True).click()
    expect(page.get_by_role("heading", name=CHOICE)).to_be_visible()


def to_the_portal(page: Page) -> None:
    page.goto("/connexion/")
    page.get_by_label("Choisissez votre région").select_option(label="Guyane")
    page.get_by_role("button", name=PORTAL).click()
    expect(page.get_by_role("heading", name=CHOICE)).to_be_visible()


def choose(page: Page, who: str) -> None:
    page.get_by_role("button", name=re.compile(who)).click()


def by_card(page: Page, who: str) -> None:
    to_the_wallet(page)
    choose(page, who)


def by_portal(page: Page, who: str) -> None:
    to_the_portal(page)
    choose(page, who)


def leave(page: Page) -> None:
    """Out of the house, and of Pro Santé Connect when it was the way in."""
    page.get_by_role("button", name="Déconnexion").click()
    expect(page.get_by_role("heading", name="Connectez-vous à Medimail")).to_be_visible()
