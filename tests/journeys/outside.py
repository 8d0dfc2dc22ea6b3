"""What people do at the stand-ins of Pro Santé Connect and of the portal, and how they come back."""

import re

from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.wire.site import inside

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


def open_portal(house: House) -> None:
    """As the platform operator writes it, with what the region gave."""
    inside(
        house,
        f"""
from django.conf import settings
from medimail.accounts.actions import keep_portal
from medimail.accounts.portal_facts import OidcFacts
url = "{house.outside[0]}portails/guyasis/.well-known/openid-configuration"
facts = OidcFacts(url, settings.PSC_CLIENT_ID, settings.PSC_CLIENT_SECRET)
keep_portal(None, "guyasis", facts, name="{PORTAL}", region_code="03", strong=False)
""",
    )
