"""Every address of the webmail belongs to the holder of the box: for anyone else it does not exist."""

from collections.abc import Callable

import pytest
from django.test import Client

from medimail.accounts.models import User
from tests import people
from tests.people import BrowserOf

pytestmark = pytest.mark.django_db

READ = [
    "reception/",
    "brouillons/",
    "envoyes/",
    "archives/",
    "indesirables/",
    "corbeille/",
    "reception/?avant=60",
    "reception/?filtre=patients",
    "reception/?tri=taille",
    "compteurs/",
    "dossiers/",
    f"{'a' * 32}/",
    f"dossiers/{'a' * 32}/",
    "reception/1/",
    "reception/1/corps/",
    "reception/1/?dans=2.1",
    "reception/1/corps/?s=1.2&images=oui",
    "reception/1/pieces/2/",
    "reception/1/pieces/2/?dans=1",
    "reception/1/pieces/2/image/",
    "reception/1/pieces/2/apercu/",
    "reception/1/pieces/toutes/",
    "reception/1/imprimer/",
    "reception/1/source/",
    "ecrire/",
    "ecrire/?repondre=reception:1",
    "ecrire/?transferer=reception:1",
    "ecrire/?brouillon=1",
]
ACT = [
    "ecrire/",
    "reception/1/deplacer/",
    "reception/1/non-lu/",
    "reception/agir/",
    "corbeille/vider/",
    "dossiers/",
    f"dossiers/{'a' * 32}/",
    f"dossiers/{'a' * 32}/supprimer/",
]
WRONG: dict[str, Callable[[], User]] = {
    "a stranger": people.account,
    "an applicant": people.applicant,
    "a colleague": people.holder,
    "the administrator of the region": lambda: people.region_administrator("76"),
    "the administrator of another region": lambda: people.region_administrator("53"),
    "the administrator of a structure": lambda: people.structure_administrator("310000001"),
    "the platform operator": people.platform_operator,
}


def address(holder: User, rest: str) -> str:
    return f"/boites/{holder.mailboxes.get().pk}/{rest}"


@pytest.mark.parametrize("wrong", WRONG)
def test_a_box_does_not_exist_for_others(holder: User, browser_of: BrowserOf, wrong: str) -> None:
    client = browser_of(WRONG[wrong]())
    answers = {rest: client.get(address(holder, rest)).status_code for rest in READ}
    answers |= {f"POST {rest}": client.post(address(holder, rest), {"to": "a@b.test"}).status_code for rest in ACT}
    assert answers == dict.fromkeys(answers, 404)


def test_a_visitor_is_sent_to_the_sign_in_page(holder: User, client: Client) -> None:
    for rest in READ:
        page = client.get(address(holder, rest))
        assert (page.status_code, page["Location"].split("?")[0]) == (302, "/connexion/")


def test_the_holder_reaches_the_engines_behind_each_address(holder: User, browser_of: BrowserOf) -> None:
    """The set-up of the refusals is right: for the holder the same addresses go as far as Dovecot, absent here."""
    client = browser_of(holder)
    answers = {rest: client.get(address(holder, rest)).status_code for rest in READ}
    assert answers.pop("ecrire/") == 200
    assert answers == dict.fromkeys(answers, 503)


def test_what_is_not_an_address_is_not_found(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    wrong = ["reception/1/?dans=0", "reception/1/?dans=a", "reception/1/corps/?dans=1..2"]
    wrong += ["inconnu/", "reception/x/", "RECEPTION/", "reception/1/ailleurs/"]
    for number in (0, 2**32, 10**30):
        wrong += [f"reception/{number}/", f"reception/{number}/corps/", f"reception/{number}/pieces/1/"]
    for rest in wrong:
        assert client.get(address(holder, rest)).status_code == 404, rest


def test_a_page_number_that_is_none_is_the_first_page(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    for number in ("-1", "x", "\0", "9" * 30, "0" * 10 + "1" + "0" * 5000):
        assert client.get(address(holder, "reception/"), {"avant": number}).status_code == 503, number[:12]


def test_a_post_without_its_token_is_refused(holder: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(holder, backend="allauth.account.auth_backends.AuthenticationBackend")
    for rest in ACT:
        assert client.post(address(holder, rest)).status_code == 403


def test_no_page_of_a_box_is_left_in_the_browser(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    kept = {rest: client.get(address(holder, rest))["Cache-Control"] for rest in READ}
    assert kept == dict.fromkeys(READ, "private, no-store")
