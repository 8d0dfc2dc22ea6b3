"""Signing up by Pro Santé Connect, and tying a card or a portal to an account, as a browser meets it."""

import time

import pytest
from django.test import Client

from medimail.accounts.identity import PSC
from medimail.accounts.models import User
from medimail.accounts.queries import current_terms, identities_of
from medimail.audit.models import Trace, name_of
from medimail.mailboxes.access import mailboxes_of
from medimail.notifications.models import Letter
from tests import people
from tests.people import BrowserOf
from tests.sandbox_fixture import Running
from tests.web.pages import Page, error_of, link_in_last_letter, words

pytestmark = pytest.mark.django_db
ADDRESS = "ines@exemple.test"


def typed(**changes: str) -> dict[str, str]:
    return {"email": ADDRESS, "accepted": "on", "version": current_terms().version, **changes}


def joined(client: Client, psc: Running, key: str = "pharmacist", **changes: str) -> Page:
    arrived = psc.answer(client, key)
    assert arrived["Location"] == "/inscription/psc/"
    return client.post("/inscription/psc/", typed(**changes))


def opened(page: Page, client: Client) -> str:
    """What the next page says, once this one led to the box."""
    assert page.status_code == 302, words(page)
    said = words(client.get("/securite/"))
    assert "Votre boîte est ouverte" in said
    return said


def newcomer() -> User:
    return User.objects.get(last_name__iexact="caron")


def card_of(psc: Running, key: str) -> dict[str, str]:
    number = psc.identity(key).claims["SubjectNameID"][1:]
    return {"identifier_type": "RPPS", "national_id": number}


def test_one_page_between_a_card_and_an_open_box(client: Client, psc: Running) -> None:
    page = joined(client, psc)
    assert "ines.caron@pharmacien.oc.mssante.fr" in opened(page, client)
    assert client.get("/")["Location"].startswith("/boites/")
    assert [box.kind for box in mailboxes_of(newcomer())] == ["PER"]


def test_the_address_counts_once_its_link_is_followed(client: Client, psc: Running) -> None:
    joined(client, psc)
    assert newcomer().email == ""
    link = link_in_last_letter(ADDRESS)
    client.post(link)
    assert newcomer().email == ADDRESS


def test_a_mistyped_address_gives_its_owner_nothing(client: Client, psc: Running) -> None:
    joined(client, psc)
    link = link_in_last_letter(ADDRESS)
    stranger = Client()
    assert stranger.post(link)["Location"].startswith("/connexion/")
    stranger.post("/mot-de-passe/oublie/", {"email": ADDRESS})
    assert Letter.objects.filter(to=ADDRESS).latest("id").kind == "unknown_account"


def test_somebody_elses_address_is_neither_told_nor_taken(client: Client, psc: Running, holder: User) -> None:
    page = joined(client, psc, email=holder.email)
    assert f"Un lien vient de partir vers {holder.email}" in opened(page, client)
    assert Letter.objects.filter(to=holder.email).latest("id").kind == "address_taken"


def test_which_exercise_when_there_are_several(client: Client, psc: Running) -> None:
    refused = joined(client, psc, "physician")
    assert error_of(refused, "practice") == "Choisissez l’exercice pour lequel vous ouvrez cette boîte."
    assert "marc.vidal@medecin." in opened(client.post("/inscription/psc/", typed(practice="2")), client)
    user = User.objects.get(last_name__iexact="vidal")
    assert (user.profile.region_code, user.profile.speciality_code) == ("53", "SM04")


def test_where_when_the_card_does_not_say(client: Client, psc: Running) -> None:
    refused = joined(client, psc, "no-activity")
    assert error_of(refused, "region_code") == "Choisissez la région où vous exercez."
    page = client.post("/inscription/psc/", typed(region_code="76"))
    assert "jeanne.roques@sage-femme.oc.mssante.fr" in opened(page, client)


def test_no_domain_there_keeps_nothing_and_says_what_to_do(client: Client, psc: Running) -> None:
    page = joined(client, psc, "no-domain")
    assert page.status_code == 422
    assert "Aucune adresse MSSanté n’est encore ouverte" in words(page)
    assert not User.objects.filter(email="").exists()


@pytest.mark.parametrize(("changes", "field"), [({"accepted": ""}, "accepted"), ({"version": "old"}, "accepted")])
def test_nobody_joins_on_terms_they_did_not_accept(
    client: Client, psc: Running, changes: dict[str, str], field: str
) -> None:
    page = joined(client, psc, **changes)
    assert page.status_code == 422
    assert error_of(page, field)
    assert not User.objects.filter(email="").exists()


def test_nobody_joins_without_a_card(client: Client, db: None) -> None:
    page = client.post("/inscription/psc/", typed(), follow=True)
    assert "Recommencez avec Pro Santé Connect" in words(page)


def test_a_second_click_opens_no_second_account(client: Client, psc: Running) -> None:
    joined(client, psc)
    client.post("/inscription/psc/", typed())
    assert User.objects.filter(last_name__iexact="caron").count() == 1


def test_afterwards_the_card_signs_in_by_itself(client: Client, psc: Running) -> None:
    joined(client, psc)
    other = Client()
    psc.answer(other, "pharmacist")
    assert other.get("/securite/").wsgi_request.user == newcomer()


def test_a_number_that_has_an_account_is_led_to_it_and_linked_by_consent(client: Client, psc: Running) -> None:
    user = people.holder(**card_of(psc, "pharmacist"))
    arrived = psc.answer(client, "pharmacist")
    assert arrived["Location"] == "/connexion/?next=%2Flier%2F"
    assert identities_of(user) == {}
    turned_away = Trace.objects.get(action="sign_in.refused")
    assert (turned_away.subject, turned_away.detail["reason"]) == (name_of(user), "unlinked")
    entered = client.post(arrived["Location"], {"login": user.email, "password": people.PASSWORD, "next": "/lier/"})
    assert entered["Location"] == "/lier/"
    assert "Lier Pro Santé Connect à votre compte ?" in words(client.get("/lier/"))
    assert identities_of(user) == {}
    client.post("/lier/")
    assert list(identities_of(user)) == [PSC]


def test_consent_may_be_refused(client: Client, psc: Running, browser_of: BrowserOf) -> None:
    user = people.holder(**card_of(psc, "pharmacist"))
    psc.answer(client, "pharmacist")
    client.post("/connexion/", {"login": user.email, "password": people.PASSWORD})
    client.post("/lier/non/")
    assert client.post("/lier/")["Location"] == "/"
    assert identities_of(user) == {}


def test_a_holder_links_the_card_from_the_security_page(psc: Running) -> None:
    user = people.holder(**card_of(psc, "pharmacist"))
    client = signed_in(user)
    assert "Lier ma carte e-CPS" in words(client.get("/securite/"))
    assert psc.answer(client, "pharmacist", process="connect")["Location"] == "/securite/"
    assert list(identities_of(user)) == [PSC]
    client.post("/securite/retirer/psc/")
    assert identities_of(user) == {}


def test_somebody_elses_card_is_refused_with_a_sentence(psc: Running, holder: User) -> None:
    client = signed_in(holder)
    psc.answer(client, "pharmacist", process="connect")
    assert "Cette carte porte un autre numéro" in words(client.get("/securite/"))
    assert identities_of(holder) == {}


def test_an_old_sign_in_is_not_enough_to_link(psc: Running, browser_of: BrowserOf) -> None:
    user = people.holder(**card_of(psc, "pharmacist"))
    client = browser_of(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 600}]
    session.save()
    assert psc.answer(client, "pharmacist", process="connect")["Location"] == "/lier/"
    assert "next=%2Flier%2F" in client.get("/lier/")["Location"]
    assert identities_of(user) == {}


def test_the_last_way_in_cannot_be_removed(client: Client, psc: Running) -> None:
    joined(client, psc)
    page = client.post("/securite/retirer/psc/", follow=True)
    assert "C’est votre seul moyen de connexion" in words(page)
    assert list(identities_of(newcomer())) == [PSC]


def test_an_applicant_opens_the_box_instead_of_waiting(psc: Running) -> None:
    user = people.applicant(first_name="Inès", last_name="Caron", **card_of(psc, "pharmacist"))
    client = signed_in(user)
    assert "sans attendre cette vérification" in words(client.get("/inscription/attente/"))
    assert psc.answer(client, "pharmacist", process="connect")["Location"] == "/inscription/psc/"
    assert opened(client.post("/inscription/psc/", typed()), client)
    assert (len(mailboxes_of(user)), User.objects.get(pk=user.pk).email) == (1, user.email)


def test_a_card_of_another_name_leaves_an_application_as_it_is(psc: Running) -> None:
    client = signed_in(people.applicant(**card_of(psc, "pharmacist")))
    psc.answer(client, "pharmacist", process="connect")
    assert "Cette carte est à un autre nom que votre demande." in words(
        client.post("/inscription/psc/", typed(), follow=True)
    )


def test_a_portal_is_linked_once_by_consent(client: Client, portal: Running, holder: User) -> None:
    arrived = portal.answer(client, "nadia")
    assert arrived["Location"] == "/connexion/?next=%2Flier%2F"
    assert Trace.objects.get(action="sign_in.refused").detail["reason"] == "unlinked"
    client.post("/connexion/", {"login": holder.email, "password": people.PASSWORD, "next": "/lier/"})
    client.post("/lier/")
    other = Client()
    portal.answer(other, "nadia")
    assert other.get("/securite/").wsgi_request.user == holder


def test_a_portal_that_opens_another_account_is_refused(portal: Running, holder: User) -> None:
    other = people.holder()
    portal.answer(signed_in(other), "nadia", process="connect")
    client = signed_in(holder)
    portal.answer(client, "nadia", process="connect")
    assert "Ce moyen de connexion ouvre déjà un autre compte" in words(client.get("/securite/"))
    assert identities_of(holder) == {}


def signed_in(user: User) -> Client:
    """By address and password, a moment ago."""
    client = Client()
    client.post("/connexion/", {"login": user.email, "password": people.PASSWORD})
    return client
