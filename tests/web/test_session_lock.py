"""A session left alone: locked by time or by hand, opened again by its person alone, over after its hours."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import Session, User
from medimail.mailboxes.models import Mailbox
from tests import people
from tests.web.pages import words

pytestmark = pytest.mark.django_db
LOCKED = "Session verrouillée"
AN_INBOX = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#fresh"}


@pytest.fixture
def client(holder: User) -> Client:
    return people.signed_in(holder)


def left_alone(user: User, *, hours: int = 3) -> None:
    then = timezone.now() - timedelta(hours=hours)
    Session.objects.filter(user=user).update(seen_at=then)


def unlock(client: Client, password: str = people.PASSWORD, target: str = "/profil/") -> str:
    answer = client.post("/securite/confirmer/", {"password": password, "next": target})
    return answer.headers.get("Location", "")


def test_a_session_in_use_stays_open(client: Client, holder: User) -> None:
    left_alone(holder, hours=1)
    assert client.get("/profil/").status_code == 200
    assert Session.objects.get(user=holder).seen_at > timezone.now() - timedelta(minutes=1)


def test_what_is_seen_is_written_once_a_minute(client: Client, holder: User) -> None:
    before = Session.objects.get(user=holder).seen_at
    client.get("/profil/")
    assert Session.objects.get(user=holder).seen_at == before


@pytest.mark.parametrize("page", ["/profil/", "/", "/aide/", "/demandes/", "/securite/appareils/"])
def test_every_page_is_the_lock(client: Client, holder: User, page: str) -> None:
    left_alone(holder)
    answer = client.get(page, follow=True)
    assert LOCKED in words(answer)
    assert answer.redirect_chain[0][0].startswith("/verrou/?next=")
    assert "Se déconnecter" in words(answer)


def test_looking_at_the_lock_opens_nothing(client: Client, holder: User) -> None:
    left_alone(holder)
    for page in ("/verrou/", "/securite/confirmer/", "/verrou/reste/?actif", "/healthz"):
        client.get(page)
    assert client.get("/profil/")["Location"] == "/verrou/?next=%2Fprofil%2F"


def test_its_person_opens_it_and_goes_on_where_they_were(client: Client, holder: User) -> None:
    left_alone(holder)
    assert unlock(client, target="/profil/?de=la") == "/profil/?de=la"
    assert client.get("/profil/").status_code == 200


def test_a_sign_in_of_a_moment_ago_does_not_unlock(client: Client, holder: User) -> None:
    client.post("/verrou/")
    assert LOCKED in words(client.get("/securite/confirmer/?next=/profil/"))
    assert client.get("/profil/").status_code == 302
    assert unlock(client) == "/profil/"
    assert client.get("/profil/").status_code == 200


def test_nobody_else_s_password_opens_it(client: Client, holder: User) -> None:
    other = people.account()
    other.set_password("Autrement2")
    other.save()
    left_alone(holder)
    answer = client.post("/securite/confirmer/", {"password": "Autrement2"})
    assert answer.status_code == 422
    assert LOCKED in words(answer)
    client.post("/connexion/", {"login": other.email, "password": "Autrement2"})
    assert client.get("/profil/").status_code == 302


@pytest.mark.parametrize("process", ["login", "connect", ""])
def test_a_locked_session_starts_no_way_in_but_the_one_that_unlocks(client: Client, holder: User, process: str) -> None:
    left_alone(holder)
    answer = client.post("/connexion/avec/psc/", {"process": process})
    assert answer["Location"].startswith("/verrou/")
    assert (
        not client.post("/connexion/avec/psc/", {"process": "redirect"})
        .headers.get("Location", "")
        .startswith("/verrou/")
    )


def test_whoever_it_is_not_signs_out(client: Client, holder: User) -> None:
    left_alone(holder)
    client.post("/deconnexion/")
    assert not Session.objects.filter(user=holder).exists()


def test_what_a_page_asks_by_itself_is_no_activity(client: Client, holder: User) -> None:
    left_alone(holder, hours=1)
    before = Session.objects.get(user=holder).seen_at
    client.get("/verrou/reste/")
    client.get("/inscription/attente/nouvelles/")
    box = Mailbox.objects.get(holder=holder)
    client.get(f"/boites/{box.pk}/reception/?depuis=0-0", headers=AN_INBOX)
    assert Session.objects.get(user=holder).seen_at == before
    client.get("/verrou/reste/?actif")
    assert Session.objects.get(user=holder).seen_at > before


def test_a_part_of_a_page_makes_the_whole_page_leave_the_screen(client: Client, holder: User) -> None:
    left_alone(holder)
    box = Mailbox.objects.get(holder=holder)
    assert client.get(f"/boites/{box.pk}/reception/?depuis=0-0", headers=AN_INBOX)["HX-Refresh"] == "true"


def test_a_form_comes_back_to_its_page(client: Client, holder: User) -> None:
    left_alone(holder)
    page = "http://testserver/profil/adresse/"
    answer = client.post("/profil/adresse/", {"email": "x@exemple.test"}, headers={"Referer": page})
    assert answer["Location"] == "/verrou/?next=%2Fprofil%2Fadresse%2F"
    elsewhere = client.post("/profil/adresse/", {}, headers={"Referer": "https://mechant.example/profil/"})
    assert elsewhere["Location"] == "/verrou/?next=%2F"


def test_the_lock_leads_nowhere_else(client: Client) -> None:
    assert client.get("/verrou/?next=https://mechant.example/")["Location"] == "/"


def test_a_page_may_ask_how_long_it_has(client: Client, holder: User) -> None:
    assert 7000 < int(client.get("/verrou/reste/").content) <= 7200
    left_alone(holder)
    assert client.get("/verrou/reste/").content == b"0"
    assert Client().get("/verrou/reste/").content == b"0"


def test_a_lock_in_one_tab_is_not_lifted_by_an_answer_to_another(client: Client, holder: User) -> None:
    """The other tab read its session before the lock, and writes it afterwards."""
    other = client.session
    other.get("")
    client.post("/verrou/")
    other["something"] = True
    other.save()
    assert client.get("/profil/")["Location"].startswith("/verrou/")


def test_after_its_hours_a_session_is_over_however_used(client: Client, holder: User, settings: Settings) -> None:
    whole = timedelta(hours=settings.SESSION_HOURS)
    began = Session.objects.get(user=holder)
    assert timedelta(minutes=-1) < began.expire_date - timezone.now() - whole < timedelta(minutes=1)
    client.get("/profil/")
    unlock(client)  # writes into the session
    assert Session.objects.get(user=holder).expire_date == began.expire_date
    Session.objects.filter(user=holder).update(expire_date=timezone.now())
    answer = client.get("/profil/", follow=True)
    assert answer.redirect_chain[0][0] == "/connexion/?next=/profil/"
    assert "Vous êtes déconnecté" in words(answer)


def test_who_was_never_signed_in_is_told_nothing() -> None:
    assert "Vous êtes déconnecté" not in words(Client().get("/profil/", follow=True))
