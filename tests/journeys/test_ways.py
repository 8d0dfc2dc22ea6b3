"""The other ways of a sign-up: without number, refused, asked, too late, and a number given afterwards."""

import re
import time
from urllib.parse import urlsplit

from django.core import signing
from playwright.sync_api import Page, expect

from medimail.lib.national_numbers import with_key
from tests.house_fixture import House, eventually
from tests.journeys import sign_up
from tests.journeys.conftest import Windows
from tests.journeys.sign_up import Newcomer, to_the_queue
from tests.journeys.walk import enter, look, open_letter, sign_in

NEW_LINK = "Votre nouveau lien de confirmation"
_DAY = 86_400


def in_front_of(administrator: Page, who: Newcomer) -> None:
    administrator.goto("/demandes/")
    administrator.get_by_role("link", name=re.compile(who.last_name)).first.click()


def test_without_number_then_upgraded(house: House, new_window: Windows) -> None:
    who = Newcomer("Inès", "Vidal", "ines.vidal@ehpad.test", profession="Aide-soignant")
    person, administrator = new_window(), new_window()
    to_the_queue(person, who)
    enter(administrator, house, "region-administrator")
    in_front_of(administrator, who)
    administrator.get_by_role("button", name="Accepter").click()
    # The waiting page learns it by itself.
    opened = person.get_by_role("link", name=re.compile("Ouvrir ma boîte"))
    expect(opened).to_be_visible(timeout=40_000)
    look(person)
    opened.click()
    expect(person.get_by_text("ines.vidal@med.medimail.internal").first).to_be_visible()

    person.goto("/profil/")
    person.get_by_role("link", name=re.compile("numéro RPPS")).click()
    person.get_by_label("Numéro d’identifiant national").fill(with_key("9971000777"))
    person.get_by_role("button", name="Enregistrer").click()
    expect(person.get_by_text(re.compile("attend|vérifi")).first).to_be_visible()
    look(person)

    administrator.goto("/demandes/")
    administrator.get_by_role("link", name=re.compile("Vidal")).first.click()
    look(administrator)
    administrator.get_by_role("button", name="Accepter").click()
    person.goto("/")
    expect(person.get_by_text(re.compile(r"ines\.vidal@[a-z-]+\.oc\.mssante\.fr")).first).to_be_visible()
    expect(person.get_by_text("ines.vidal@med.medimail.internal").first).to_be_visible()


def test_asked_then_refused_then_sent_again(house: House, new_window: Windows) -> None:
    who = Newcomer("Paul", "Cazal", "paul.cazal@pharmacie.test", number=with_key("9971000555"))
    person, administrator = new_window(), new_window()
    to_the_queue(person, who)
    enter(administrator, house, "region-administrator")
    in_front_of(administrator, who)
    administrator.get_by_text("Demander une précision").click()
    administrator.get_by_label(re.compile("question|précision", re.IGNORECASE)).fill(
        "Dans quelle officine exercez-vous ?"
    )
    look(administrator)
    administrator.get_by_role("button", name=re.compile("Envoyer|Demander")).last.click()

    person.goto("/inscription/attente/")
    expect(person.get_by_text("Dans quelle officine exercez-vous ?").first).to_be_visible()
    look(person)
    person.get_by_label(re.compile("réponse|message", re.IGNORECASE)).fill("Celle du Centre, depuis mars.")
    person.get_by_role("button", name=re.compile("Répondre|Envoyer")).click()
    expect(person.get_by_role("heading", name=sign_up.WAITING)).to_be_visible()

    in_front_of(administrator, who)
    expect(administrator.get_by_text("Celle du Centre, depuis mars.")).to_be_visible()
    administrator.get_by_text("Refuser…").click()
    administrator.get_by_label("Raison du refus").fill("Le numéro est celui d’une autre personne.")
    administrator.get_by_role("button", name="Refuser la demande").click()

    open_letter(person, who.email, "Votre demande de compte Medimail n’a pas été acceptée")
    person.goto("/")
    expect(person.get_by_text("Le numéro est celui d’une autre personne.").first).to_be_visible()
    look(person)
    person.get_by_role("button", name="Corriger ma demande").click()
    sign_up.identifier(person, who)
    expect(person.get_by_label("Ville")).to_have_value(who.town)
    person.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(person.get_by_role("heading", name=sign_up.WAITING)).to_be_visible()


def test_a_link_followed_too_late(house: House, new_window: Windows) -> None:
    who = Newcomer("Rosa", "Ferrer", "rosa.ferrer@cabinet.test")
    person = new_window()
    person.goto("/inscription/compte/")
    sign_up.account_form(person, who)
    open_letter(person, who.email, "Confirmez votre adresse mail")
    link = person.locator("a[href*='/inscription/confirmer/']").first.get_attribute("href") or ""
    person.goto(four_days_older(house, link))
    expect(person.get_by_role("heading", name="Ce lien a expiré")).to_be_visible()
    look(person)
    eventually(lambda: sent_again(person, who.email), patience=30)
    # Signing in early leads to the screen of the state, too.
    sign_in(person, who.email, sign_up.PASSWORD)
    expect(person.get_by_role("heading", name="Confirmer l’adresse mail")).to_be_visible()
    open_letter(person, who.email, NEW_LINK)
    sign_up.confirm(person)


def sent_again(person: Page, email: str) -> bool:
    """Asked within ten seconds of the first letter, nothing leaves: that one is on its way."""
    person.get_by_label("Adresse mail").fill(email)
    person.get_by_role("button", name="Renvoyer le message").click()
    person.goto("/demo/courriels/")
    if person.get_by_role("row").filter(has_text=email).get_by_role("link", name=NEW_LINK).count():
        return True
    person.goto("/inscription/confirmer/")
    return False


def four_days_older(house: House, link: str) -> str:
    """The same link as if it had been sent four days ago: signed with this house's key, with another date."""
    path, key = urlsplit(link).path.rstrip("/").rsplit("/", 1)
    secret = (house.home / "secrets" / "django-key").read_text().strip()
    salt = "account"
    address = signing.loads(key, key=secret, salt=salt)
    moment = signing.b62_encode(int(time.time()) - 4 * _DAY)
    packed = signing.dumps(address, key=secret, salt=salt).rsplit(":", 2)[0]
    return f"{path}/{signing.Signer(key=secret, salt=salt).sign(f'{packed}:{moment}')}/"
