"""Each bad input gets a sentence next to its field, and what was typed is still there."""

import html

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.lib.national_numbers import with_key
from tests import people
from tests.people import BrowserOf
from tests.web.pages import ACCOUNT, PROFILE, error_of, words

pytestmark = pytest.mark.django_db
GOOD = {**PROFILE, "national_id": with_key("9971000778")}

BAD_ACCOUNTS = [
    ("last_name", "", "Indiquez votre nom."),
    ("first_name", "   ", "Indiquez votre prénom."),
    ("last_name", "é" * 10_000, "accepte 80 caractères et vous en avez tapé 10000"),
    ("last_name", "Du\0pont", "caractère invisible"),
    ("last_name", "Dupont\r\nBcc: x@y.fr", "caractère invisible"),
    ("first_name", "Pierre 😀", "Tapez seulement des lettres"),
    ("first_name", "'-", "Tapez seulement des lettres"),
    ("email", "", "Indiquez votre adresse mail."),
    ("email", "pierre.dupont", "incomplète ou mal tapée"),
    ("email", "p" * 10_000 + "@exemple.test", "accepte 254 caractères"),
    ("email", "pierre\0@exemple.test", "caractère invisible"),
    ("email", '"\x0b"@exemple.test', "incomplète ou mal tapée"),
    ("email", "p@" + ".".join(["é" * 45] * 5) + ".fr", "incomplète ou mal tapée"),
    ("password1", "", "Choisissez un mot de passe."),
    ("password1", "court1A", "8 caractères minimum"),
    ("password1", "motdepasse1", "une lettre majuscule"),
    ("password1", "Motdepasse", "un chiffre"),
    ("password1", "Aa1" * 4000, "200 caractères"),
    ("password1", "Motdepasse1\0", "caractère invisible"),
    ("password2", "Autrement1", "Les deux mots de passe sont différents"),
    ("password2", "", "Tapez le mot de passe une seconde fois."),
]
BAD_PROFILES = [
    ("last_name", "", "obligatoire"),
    ("first_name", "\U0001f469\u200d⚕️", "Tapez seulement des lettres"),
    ("phone1", "appelez-moi", "Exemple : 05 61 60 02 03"),
    ("phone2", "9" * 10_000, "accepte 30 caractères"),
    ("profession_code", "", "obligatoire"),
    ("profession_code", "zz", "Choisissez dans la liste"),
    ("speciality_code", "SM54", "n’est pas de la profession choisie"),
    ("national_id", "", "répondez Non"),
    ("national_id", "1010000001", "11 chiffres ; il en manque un"),
    ("national_id", "99710007780"[:-1] + "x", "que des chiffres"),
    ("company_name", "\0", "caractère invisible"),
    ("company_name", "Clinique \u202eesiaçnarf", "caractère invisible"),
    ("service", "s" * 10_000, "accepte 150 caractères"),
    ("finess", "123", "9 caractères"),
    ("postcode", "3162", "5 chiffres"),
    ("region_code", "", "obligatoire"),
    ("region_code", "53", "Le département Haute-Garonne n’est pas dans cette région"),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), BAD_ACCOUNTS)
def test_account_form(client: Client, field: str, typed: str, sentence: str) -> None:
    page = client.post("/inscription/compte/", {**ACCOUNT, field: typed})
    assert sentence in error_of(page, field)
    kept = {name: value for name, value in ACCOUNT.items() if name != field and not name.startswith("password")}
    for value in kept.values():
        assert f'value="{html.escape(value)}"' in page.content.decode()
    assert "les mots de passe ne sont pas gardés : tapez-les à nouveau" in words(page)
    assert not User.objects.filter(email=ACCOUNT["email"]).exists()


def test_an_address_with_accents_in_its_domain_is_kept_as_relays_write_it(client: Client) -> None:
    client.post("/inscription/compte/", {**ACCOUNT, "email": "zoe@santé.test"})
    assert User.objects.filter(email="zoe@xn--sant-epa.test").exists()


@pytest.mark.parametrize(("field", "typed", "sentence"), BAD_PROFILES)
def test_profile_form(browser_of: BrowserOf, field: str, typed: str, sentence: str) -> None:
    user = people.at_profile()
    client = browser_of(user)
    page = client.post("/inscription/profil/", {**GOOD, field: typed})
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    for name in {"company_name", "town", "phone1", "national_id"} - {field}:
        assert f'value="{html.escape(GOOD[name])}"' in page.content.decode()
    user.application.refresh_from_db()
    assert user.application.state == "profile_pending"
    assert client.post("/inscription/profil/", GOOD)["Location"] == "/"
    user.application.refresh_from_db()
    assert user.application.state == "awaiting_validation"


@pytest.mark.parametrize("name", ["D'Étigny-Ñuñez", "Le Goff", "O’Brien", "St. John", "Nguyễn", "عائشة"])
def test_real_names_are_names(client: Client, name: str) -> None:
    page = client.post("/inscription/compte/", {**ACCOUNT, "last_name": name})
    assert page["Location"] == "/inscription/confirmer/"
    assert User.objects.get(email=ACCOUNT["email"]).last_name == name


def test_no_answer_about_the_identifier(browser_of: BrowserOf) -> None:
    user = people.at_profile()
    page = browser_of(user).post("/inscription/identification/", {})
    assert error_of(page, "has_identifier") == "Répondez Oui ou Non pour continuer."


def test_an_empty_department_follows_the_post_code(browser_of: BrowserOf) -> None:
    user = people.at_profile()
    browser_of(user).post("/inscription/profil/", {**GOOD, "department_code": ""})
    user.refresh_from_db()
    assert user.profile.department_code == "31"


@pytest.mark.parametrize(
    ("login", "password"), [("x@exemple.test", "Faux1234"), ("a" * 9000 + "@b.fr", "x"), ("\0", "\0")]
)
def test_sign_in_never_falls(client: Client, login: str, password: str) -> None:
    page = client.post("/connexion/", {"login": login, "password": password})
    assert page.status_code == 200
    assert "incorrect" in words(page) or error_of(page, "login")
