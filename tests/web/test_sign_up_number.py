"""The number as it is typed: what the fragment says, what it fills, what it never tells."""

import json
import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.actions import prove_number
from medimail.accounts.models import NationalNumber, User
from medimail.lib.national_numbers import with_key
from tests import people
from tests.national_files import Listed, Place, load
from tests.people import BrowserOf
from tests.web.pages import PROFILE, Page, error_of, words

pytestmark = pytest.mark.django_db
NUMBER, OTHER = with_key("9971900001"), with_key("9971900002")
PHARMACY = Place(
    "PHARMACIE DU CENTRE", postcode="31620", town="Castelnau", department_code="31", phone="05 61 60 02 03"
)
CLINIC = Place("CLINIQUE DES OLIVIERS", "340000025", postcode="34000", town="Montpellier", department_code="34")
CHECK = "/inscription/profil/numero/"
BARE = {"identifier_type": "RPPS", "national_id": NUMBER, "last_name": "DUPONT", "first_name": "Pierre"}
TAKEN = "Ce numéro est déjà rattaché à un compte."


def listed(*places: Place, last_name: str = "DUPONT") -> None:
    load([Listed("RPPS", NUMBER, last_name, "PIERRE", "21", places=places or (PHARMACY,))])


@pytest.fixture
def user(db: None) -> User:
    return people.at_profile()


@pytest.fixture
def client(user: User, browser_of: BrowserOf) -> Client:
    return browser_of(user)


def asked(client: Client, **typed: str) -> Page:
    return client.post(CHECK, {**BARE, **typed}, headers={"HX-Request": "true"})


def filled(page: Page) -> dict[str, str]:
    found = re.search(r'data-fill="([^"]*)"', page.content.decode())
    return json.loads(found[1].replace("&quot;", '"')) if found else {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9970", "Un numéro RPPS a 11 chiffres ; il en manque 7."),
        (NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10), "sa clé de contrôle ne correspond pas"),
        (NUMBER, "Ce numéro est bien formé."),
        ("", ""),
    ],
)
def test_without_directory(client: Client, typed: str, sentence: str) -> None:
    page = asked(client, national_id=typed)
    assert sentence in words(page)
    assert bool(words(page)) == bool(sentence)
    assert filled(page) == {}


def test_found_and_filled(client: Client) -> None:
    listed()
    page = asked(client, national_id=f" {NUMBER[:4]} {NUMBER[4:]}")
    assert words(page) == (
        "Numéro RPPS trouvé dans l’Annuaire Santé. Profession et lieu d’exercice ont été remplis pour vous ; "
        "corrigez-les si besoin."
    )
    assert filled(page)["profession_code"] == "21"
    assert (filled(page)["region_code"], filled(page)["department_code"]) == ("76", "31")
    assert filled(page)["phone1"] == "05 61 60 02 03"


def test_nothing_left_to_fill_promises_nothing(client: Client) -> None:
    listed()
    assert words(asked(client, **{**PROFILE, **BARE})) == "Numéro RPPS trouvé dans l’Annuaire Santé."


def test_several_places_are_a_choice(client: Client) -> None:
    listed(PHARMACY, CLINIC)
    page = asked(client)
    assert "choisissez celui" in words(page)
    assert "CLINIQUE DES OLIVIERS, Montpellier" in words(page)
    assert "town" not in filled(page)


def test_unknown_is_said_and_blocks_nothing(client: Client, user: User) -> None:
    listed()
    assert "inconnu de l’Annuaire Santé" in words(asked(client, national_id=OTHER))
    client.post("/inscription/profil/", {**PROFILE, "national_id": OTHER})
    user.application.refresh_from_db()
    assert user.application.state == "awaiting_validation"


def test_another_name_is_said_without_the_name_and_fills_nothing(client: Client) -> None:
    listed(last_name="DURAND")
    page = asked(client)
    assert "à un autre nom que le vôtre" in words(page)
    assert "DURAND" not in page.content.decode()
    assert filled(page) == {}


def test_a_number_of_another_account_leads_there_and_never_says_whose(client: Client, user: User) -> None:
    listed()
    owner = people.applicant(national_id=NUMBER, first_name="Jeanne", last_name="Propriétaire")
    prove_number(owner, NationalNumber.Proof.PSC)
    live, sent = asked(client), client.post("/inscription/profil/", {**PROFILE, "national_id": NUMBER})
    for page, said in ((live, words(live)), (sent, error_of(sent, "national_id"))):
        assert TAKEN in said
        for path in ("/deconnexion/", "/mot-de-passe/oublie/", "/aide/"):
            assert path in page.content.decode()
        assert owner.last_name not in page.content.decode()
        assert owner.email not in page.content.decode()
    user.application.refresh_from_db()
    assert user.application.state == "profile_pending"


def test_ones_own_number_is_not_another_account(client: Client, user: User) -> None:
    prove_number(people.applicant(national_id=OTHER), NationalNumber.Proof.PSC)
    assert TAKEN not in words(asked(client))


def test_a_number_that_another_request_claims_blocks_nothing(client: Client, user: User) -> None:
    people.applicant(national_id=NUMBER)
    assert TAKEN not in words(asked(client))
    assert client.post("/inscription/profil/", {**PROFILE, "national_id": NUMBER})["Location"] == "/"


def test_trying_numbers_one_after_another_is_stopped_and_loses_nothing(
    client: Client, user: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "national_number": "2/5m/user"}
    assert "bien formé" in words(asked(client))
    assert "bien formé" in words(asked(client))
    assert "Trop de numéros essayés." in words(asked(client))
    assert "il en manque" in words(asked(client, national_id="9970"))
    assert client.post("/inscription/profil/", {**PROFILE, "national_id": NUMBER}).status_code == 429
    user.application.refresh_from_db()
    assert user.application.draft["company_name"] == PROFILE["company_name"]


def test_without_scripts_the_form_comes_back_filled_and_keeps_what_was_typed(client: Client) -> None:
    listed()
    page = client.post(CHECK, {**BARE, "town": "Toulouse", "phone1": ""})
    form = page.context["form"]
    values = [form[name].value() for name in ("town", "postcode", "profession_code", "phone1")]
    assert values == ["Toulouse", "31620", "21", "05 61 60 02 03"]
    assert "Numéro RPPS trouvé" in words(page)
    assert client.get("/inscription/profil/").context["form"]["postcode"].value() == "31620"


def test_without_scripts_a_place_is_chosen_by_its_button(client: Client) -> None:
    listed(PHARMACY, CLINIC)
    page = client.post(CHECK, BARE)
    found = re.search(r'name="place" value="([^"]+)"[^>]*>CLINIQUE', page.content.decode())
    assert found
    chosen = client.post(CHECK, {**BARE, "place": found[1]}).context["form"]
    assert (chosen["town"].value(), chosen["finess"].value(), chosen["region_code"].value()) == (
        "Montpellier",
        "340000025",
        "76",
    )


def test_a_number_never_stands_in_an_address(client: Client) -> None:
    assert client.get(CHECK, BARE).status_code == 405


def test_only_people_who_signed_in_may_ask(client: Client) -> None:
    assert Client().post(CHECK, BARE)["Location"].startswith("/connexion/")
