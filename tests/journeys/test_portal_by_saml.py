"""A region's SAML portal, in a real browser: its form comes from another site, where cookies are kept back."""

import html
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, expect

from tests.house_fixture import House
from tests.journeys.walk import look
from tests.saml_idp import IdentityProvider, encoded

NAME = "PORTAIL CCS - Bretagne"
SITE = "http://localhost:9"
"""Another site than the house, which is on 127.0.0.1. Nothing listens there: the test answers for it."""


def imported(house: House, folder: Path) -> IdentityProvider:
    """The operator's command opens it."""
    idp = IdentityProvider(folder / "idp", f"{SITE}/idp")
    (folder / "idp.xml").write_text(idp.metadata, encoding="utf-8")
    line = {"slug": "bretagne", "name": NAME, "region_code": "53", "protocol": "saml", "metadata_file": "idp.xml"}
    (folder / "portals.json").write_text(json.dumps([line]), encoding="utf-8")
    house.manage("import_portals", str(folder / "portals.json"))
    return idp


def window(chromium: Browser, house: House, idp: IdentityProvider) -> Page:
    page = chromium.new_context(base_url=house.url, locale="fr-FR").new_page()
    ours = page.request.get("/connexion/saml/bretagne/metadata/").text()
    [answers_at] = re.findall(r'Location="([^"]+/acs/)"', ours)

    def answer(route: Route) -> None:
        xml = encoded(idp.answer(route.request.url, ours))
        form = f'<form method="post" action="{html.escape(answers_at)}"><input name="SAMLResponse" value="{xml}">'
        route.fulfill(content_type="text/html", body=f"{form}<button>Continuer</button></form>")

    page.route(f"{SITE}/**", answer)
    return page


def by_portal(page: Page) -> None:
    page.goto("/connexion/?region=53")
    page.get_by_role("button", name=NAME).click()
    page.wait_for_url(f"{SITE}/**")
    page.get_by_role("button", name="Continuer").click()


def test_a_saml_portal_is_linked_once_then_opens(house: House, chromium: Browser, tmp_path: Path) -> None:
    idp = imported(house, tmp_path)
    account = house.accounts["pharmacist"]
    page = window(chromium, house, idp)
    by_portal(page)
    expect(page.get_by_text(f"{NAME} vous a reconnu")).to_be_visible()
    page.get_by_label("Adresse mail").fill(account.email)
    page.get_by_label("Mot de passe", exact=True).fill(account.password)
    page.get_by_role("button", name="Connexion").click()
    expect(page).to_have_url(re.compile("/lier/"))
    look(page)
    page.locator("main").get_by_role("button", name="Lier à mon compte").click()
    expect(page).to_have_url(re.compile("/boites/"))
    page.context.close()
    later = window(chromium, house, idp)
    by_portal(later)
    expect(later).to_have_url(re.compile("/boites/"))
    assert urlsplit(later.url).netloc == urlsplit(house.url).netloc
    later.context.close()
