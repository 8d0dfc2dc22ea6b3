"""The platform operator's pages of portals, and everybody else who asks for them."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.actions import link
from medimail.accounts.identity import Identity
from medimail.accounts.models import Portal, User
from medimail.accounts.queries import portal
from medimail.lib.sealing import Sealed
from tests import people
from tests.saml_fixture import NAME, SamlPortal
from tests.saml_idp import IdentityProvider
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
LIST = "/administration/portails/"
PAGES = [f"{LIST}{path}" for path in ("", "nouveau/saml/", "nouveau/oidc/", "occitanie/", "occitanie/fermer/")]
REOPEN = f"{LIST}occitanie/rouvrir/"
OIDC = {
    "slug": "guyane",
    "name": "Portail Guyane",
    "region": "03",
    "discovery_url": "https://guyane.example/.well-known/openid-configuration",
    "client_id": "medimail",
    "client_secret": "very secret",
    "signing_algorithm": "PS256",
}


@pytest.fixture
def operator(db: None, browser_of: people.BrowserOf) -> Client:
    return browser_of(people.platform_operator())


@pytest.mark.parametrize("path", [*PAGES, REOPEN])
def test_nobody_else_finds_them(saml_portal: SamlPortal, browser_of: people.BrowserOf, path: str) -> None:
    strangers = {
        "holder": people.holder(),
        "applicant": people.applicant(),
        "administrator of the region": people.region_administrator("76"),
        "administrator of another region": people.region_administrator("53"),
        "administrator of a structure": people.structure_administrator(people.FINESS),
    }
    for who, stranger in strangers.items():
        browser = browser_of(stranger)
        assert browser.post(path, OIDC).status_code in ({405} if path == LIST else {404}), who
        assert browser.get(path).status_code in ({405} if path == REOPEN else {404}), who
    assert portal("occitanie").active
    assert Portal.objects.count() == 1


@pytest.mark.parametrize("path", [*PAGES[1:], REOPEN])
def test_who_signed_in_long_ago_is_asked_again(
    saml_portal: SamlPortal, operator: Client, settings: Settings, path: str
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = operator.post(path, OIDC)
    assert answer["Location"].startswith("/securite/confirmer/")
    assert OIDC["client_secret"] not in str(dict(operator.session))
    assert portal("occitanie").active
    assert Portal.objects.count() == 1


def test_an_empty_list_says_what_to_do(operator: Client) -> None:
    assert "Aucun portail pour l’instant" in words(operator.get(LIST))


def test_a_portal_by_openid_connect_is_added(operator: Client) -> None:
    page = operator.post(f"{LIST}nouveau/oidc/", OIDC, follow=True)
    assert "Portail Guyane est ouvert." in words(page)
    assert "/connexion/avec/guyane/retour/" in words(page)
    kept = portal("guyane")
    assert (kept.issuer, kept.signing_algorithm) == ("https://guyane.example", "PS256")
    assert "very secret" not in page.content.decode()


def test_a_secret_left_empty_stays(operator: Client, settings: Settings) -> None:
    operator.post(f"{LIST}nouveau/oidc/", OIDC)
    operator.post(f"{LIST}guyane/", {**OIDC, "client_secret": "", "name": "Guyane"})
    assert portal("guyane").name == "Guyane"
    assert Sealed(settings.SEALING_KEY).open(portal("guyane").client_secret) == "very secret"


def test_a_portal_by_saml_is_added_and_its_engineers_are_given_our_addresses(
    operator: Client, region: IdentityProvider
) -> None:
    said = {"slug": "occitanie", "name": NAME, "region": "76", "metadata": region.metadata}
    page = operator.post(f"{LIST}nouveau/saml/", said, follow=True)
    assert "/connexion/saml/occitanie/metadata/" in words(page)
    assert "valable jusqu’au" in words(page)
    assert portal("occitanie").issuer == region.entity_id


def test_a_certificate_that_expired_since_is_shown(operator: Client, saml_portal: SamlPortal, tmp_path: Path) -> None:
    old = IdentityProvider(tmp_path / "old", "https://portail.example/idp", days=-1)
    Portal.objects.update(metadata=old.metadata)
    assert "Expiré depuis le" in words(operator.get(f"{LIST}occitanie/"))


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("slug", {"slug": "Été"}),
        ("slug", {"slug": "psc"}),
        ("slug", {"slug": "occitanie"}),
        ("name", {"name": ""}),
        ("region", {"region": ""}),
        ("metadata", {"metadata": "bonjour"}),
        ("metadata", {"metadata": ""}),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_stays_typed(
    operator: Client, saml_portal: SamlPortal, region: IdentityProvider, field: str, changes: dict[str, str]
) -> None:
    said = {"slug": "nouveau", "name": "Nouveau", "region": "76", "metadata": region.metadata, **changes}
    page = operator.post(f"{LIST}nouveau/saml/", said)
    assert page.status_code == 422
    assert error_of(page, field)
    assert Portal.objects.count() == 1
    assert changes[field] in page.content.decode()


def test_an_unknown_protocol_is_not_found(operator: Client) -> None:
    assert operator.get(f"{LIST}nouveau/ldap/").status_code == 404


def test_closing_says_who_is_concerned_and_opening_again_forgets_nobody(
    operator: Client, saml_portal: SamlPortal, portal_user: User
) -> None:
    alone = people.account()
    alone.set_unusable_password()
    alone.save()
    link(alone, Identity("occitanie", "https://portail.example/idp", "alone"))
    asked = words(operator.get(f"{LIST}occitanie/fermer/"))
    assert "2 personnes se connectent par ce portail." in asked
    assert "1 personne n’a pas d’autre moyen de connexion." in asked
    assert portal("occitanie").active, "not before the button"
    operator.post(f"{LIST}occitanie/fermer/")
    assert Client().post(saml_portal.address).status_code == 404
    assert Client().get(f"{saml_portal.address}metadata/").status_code == 200, "its engineers may prepare it"
    page = operator.post(REOPEN, follow=True)
    assert f"{NAME} est ouvert à nouveau." in words(page)
    assert "2 personnes" in words(page)
    assert Client().post(saml_portal.address).status_code == 200
