"""A passkey, an application and recovery codes, in a house whose policy asks everyone for a second factor."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.house_fixture import Account, House, eventually, new_home, standing
from tests.journeys.walk import look, open_letter, sign_in

STEP = 30


@pytest.fixture(scope="module")
def strict() -> Iterator[House]:
    with new_home() as home, standing(home, MEDIMAIL_SECOND_FACTOR="everyone") as house:
        yield house


@pytest.fixture
def page(chromium: Browser, strict: House) -> Iterator[Page]:
    """By name: a passkey belongs to one, and an address made of numbers is none."""
    opened = chromium.new_context(base_url=f"http://localhost:{strict.port}", locale="fr-FR").new_page()
    yield opened
    opened.context.close()


def with_device(page: Page) -> None:
    """A telephone that knows its owner: Chromium's own stand-in for an authenticator."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def by_mail(page: Page, account: Account) -> None:
    """Password, then the code that came by mail."""
    page.goto("/connexion/")
    sign_in(page, account.email, account.password)
    expect(page.get_by_role("heading", name="Tapez le code reçu par mail")).to_be_visible()
    look(page)
    letters = page.context.new_page()
    open_letter(letters, account.email, "Votre code de connexion à Medimail")
    code = re.search(r"\b\d{6}\b", letters.locator("body").inner_text())
    assert code
    letters.close()
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Continuer").click()


def leave(page: Page) -> None:
    page.goto("/profil/")
    page.get_by_role("button", name="Déconnexion").click()
    expect(page.get_by_role("heading", name="Connectez-vous à Medimail")).to_be_visible()


def trust(page: Page, choice: str) -> None:
    expect(page.get_by_role("heading", name="Faire confiance à cet appareil ?")).to_be_visible()
    look(page)
    page.get_by_role("button", name=choice).click()


def code_of(secret: str, last: list[int]) -> str:
    """A step not used before: within the drift of a minute the next one may be asked at once."""
    step = max(int(time.time()) // STEP, last[-1] + 1 if last else 0)
    last.append(step)
    return format_hotp_value(hotp_value(secret, step))


def test_a_passkey_from_the_explanation_to_signing_in_alone(page: Page, strict: House) -> None:
    holder = strict.accounts["pharmacist"]
    with_device(page)
    by_mail(page, holder)
    trust(page, "Non, demander à chaque fois")
    expect(page.get_by_role("heading", name="Une preuve de plus")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Créer une clé d’accès").click()
    look(page)
    page.get_by_label("Nom de la clé").fill("Téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_text("Ils ne seront plus jamais affichés.")).to_be_visible()
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger").click()
    assert download.value.suggested_filename == "codes-de-secours-medimail.txt"
    recovery = re.findall(r"\d{4} \d{4}", page.locator("main").inner_text())
    assert len(recovery) == 10
    page.goto("/securite/")
    expect(page.get_by_text("Téléphone").first).to_be_visible()
    look(page)

    leave(page)
    look(page)
    page.get_by_role("button", name="Clé d’accès").click()
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()

    leave(page)
    sign_in(page, holder.email, holder.password)
    expect(page.get_by_role("heading", name="Confirmez que c’est vous")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    trust(page, "Non, demander à chaque fois")
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()

    leave(page)
    sign_in(page, holder.email, holder.password)
    page.get_by_label("Code").fill(recovery[0])
    page.keyboard.press("Enter")
    trust(page, "Oui, c’est mon appareil")
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
    leave(page)
    sign_in(page, holder.email, holder.password)
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()

    page.goto("/securite/")
    page.get_by_role("link", name="Retirer Téléphone").click()
    expect(page.get_by_text("C’est votre dernier second facteur")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("La clé d’accès est retirée")).to_be_visible()
    leave(page)
    by_mail(page, holder)


def test_an_application_then_its_codes(page: Page, strict: House) -> None:
    holder = strict.accounts["doctor"]
    by_mail(page, holder)
    trust(page, "Non, demander à chaque fois")
    page.get_by_role("button", name="Continuer avec un code par mail").click()
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
    page.goto("/profil/")
    page.get_by_role("link", name="second facteur").click()
    page.get_by_role("link", name="Ajouter une application").click()
    look(page)
    shown = page.locator("strong.num").inner_text()
    secret, used = shown.replace(" ", ""), list[int]()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Ajouter l’application").click()
    expect(page.get_by_text("Ce code n’est pas le bon")).to_be_visible()
    expect(page.locator("strong.num")).to_have_text(shown)
    look(page)
    page.get_by_label("Code").fill(code_of(secret, used))
    page.get_by_role("button", name="Ajouter l’application").click()
    expect(page.get_by_text("Ils ne seront plus jamais affichés.")).to_be_visible()
    leave(page)
    sign_in(page, holder.email, holder.password)
    eventually(lambda: page.get_by_label("Code").count() == 1)
    page.get_by_label("Code").fill(code_of(secret, used))
    page.get_by_role("button", name="Continuer").click()
    trust(page, "Non, demander à chaque fois")
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
