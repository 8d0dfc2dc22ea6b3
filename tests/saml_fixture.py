"""The portal of a region by SAML, and what a browser does between it and us."""

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from medimail.accounts.actions import keep_portal, link
from medimail.accounts.identity import Identity
from medimail.accounts.models import User
from medimail.accounts.portal_facts import SamlFacts
from tests import people
from tests.saml_idp import IdentityProvider, encoded

ISSUER = "https://portail.example/idp"
SUBJECT = "a1b2c3"
"""How the portal knows the person of `portal_user`."""
NAME = "PORTAIL CCS - Occitanie"
# What `IdentityProvider.answer` takes; what Django's test client answers.
Said = Any
Page = Any


@dataclass
class SamlPortal:
    idp: IdentityProvider
    slug: str = "occitanie"

    @property
    def address(self) -> str:
        return f"/connexion/saml/{self.slug}/"

    @property
    def our_metadata(self) -> str:
        return Client().get(f"{self.address}metadata/").content.decode()

    def asked(self, browser: Client, **said: str) -> str:
        """Where our page sends the browser."""
        page = browser.post(self.address, said)
        found = re.search(r'content="0;url=([^"]+)"', page.content.decode())
        assert found, page.status_code
        return html.unescape(found[1])

    def answer(self, asked_at: str, **said: Said) -> str:
        return self.idp.answer(asked_at, self.our_metadata, **said)

    def came_back(self, browser: Client, xml: str, relay: str = "") -> Page:
        return browser.get(self.posted(browser, xml, relay), follow=True)

    def posted(self, browser: Client, xml: str, relay: str = "") -> str:
        """The form of another site comes without the session's cookie; the browser then asks for our next page."""
        bare = Client()
        posted = bare.post(f"{self.address}acs/", {"SAMLResponse": encoded(xml), "RelayState": relay})
        assert posted.status_code == 302
        browser.cookies["saml-acs-session"] = bare.cookies["saml-acs-session"].value
        return str(posted["Location"])

    def came_in(self, browser: Client, **said: Said) -> Page:
        """The whole way, as a person who does nothing wrong."""
        return self.came_back(browser, self.answer(self.asked(browser), **said))


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> IdentityProvider:
    return IdentityProvider(tmp_path_factory.mktemp("saml") / "region", ISSUER)


@pytest.fixture(scope="session")
def other_region(tmp_path_factory: pytest.TempPathFactory) -> IdentityProvider:
    return IdentityProvider(tmp_path_factory.mktemp("saml") / "other", "https://autre.example/idp")


@pytest.fixture
def saml_portal(db: None, region: IdentityProvider) -> SamlPortal:
    keep_portal(None, "occitanie", SamlFacts(region.metadata), name=NAME, region_code="76", strong=True)
    return SamlPortal(region)


@pytest.fixture
def portal_user(saml_portal: SamlPortal) -> User:
    """A holder whose account the portal opens."""
    user = people.holder()
    link(user, Identity("occitanie", ISSUER, SUBJECT))
    return user
