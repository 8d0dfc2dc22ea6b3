"""Where somebody is signed in: one row each, listed to its person alone, ended from elsewhere."""

import re
import uuid

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from medimail.accounts.models import Session, User
from medimail.accounts.session_store import SessionStore
from medimail.audit.models import Trace
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import leave, suspend
from tests import people
from tests.web.pages import words

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
DEVICES = "/securite/appareils/"


def handles(client: Client) -> list[str]:
    return re.findall(r'name="appareil" value="([^"]+)"', client.get(DEVICES).content.decode())


def is_in(client: Client) -> bool:
    return client.get(DEVICES).status_code == 200


def test_a_sign_in_writes_who_how_and_from_where(holder: User) -> None:
    client = people.signed_in(holder, WINDOWS)
    row = Session.objects.get(user=holder)
    assert (row.means, row.device, row.network) == ("password", "Firefox sur Windows", "127.0.0.1")
    assert row.where == "réseau local"
    assert row.pk == client.cookies["sessionid"].value
    trace = Trace.objects.get(action="sign_in.accepted")
    seen = {"means": "password", "device": "Firefox sur Windows", "network": "127.0.0.1", "place": "réseau local"}
    assert trace.detail == {**seen, "told": False}
    assert trace.actor == holder


def test_one_row_however_often_the_page_is_read(holder: User) -> None:
    client = people.signed_in(holder, WINDOWS)
    client.get("/profil/")
    client.post("/securite/confirmer/", {"password": people.PASSWORD})
    assert Session.objects.count() == 1


def test_the_key_changes_when_somebody_signs_in_and_the_old_one_opens_nothing(holder: User) -> None:
    client = Client()
    planted = client.session.session_key
    client.post("/connexion/", {"login": holder.email, "password": people.PASSWORD})
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


def test_the_key_changes_with_the_password_and_the_row_keeps_what_it_knows(holder: User) -> None:
    client = people.signed_in(holder, WINDOWS)
    before = client.cookies["sessionid"].value
    new = {"oldpassword": people.PASSWORD, "password1": "Nouveau12", "password2": "Nouveau12"}
    client.post("/profil/mot-de-passe/", new)
    assert client.cookies["sessionid"].value != before
    assert Session.objects.get(user=holder).device == "Firefox sur Windows"
    assert is_in(client)


def test_the_page_lists_mine_this_one_first_and_never_a_key(holder: User) -> None:
    here, phone = people.signed_in(holder, WINDOWS), people.signed_in(holder, PHONE)
    people.signed_in(people.account(), WINDOWS)
    page = here.get(DEVICES)
    said = words(page)
    assert said.index("Firefox sur Windows") < said.index("Cet appareil") < said.index("Safari sur iPhone")
    assert len(handles(here)) == 1
    for client in (here, phone):
        assert client.cookies["sessionid"].value not in page.content.decode()


def test_alone_there_is_nothing_to_end(holder: User) -> None:
    here = people.signed_in(holder, WINDOWS)
    assert handles(here) == []
    assert "ouvert nulle part ailleurs" in words(here.get(DEVICES))


def test_another_device_ends_at_its_next_request(holder: User) -> None:
    here, phone = people.signed_in(holder, WINDOWS), people.signed_in(holder, PHONE)
    page = here.post(f"{DEVICES}fermer/", {"appareil": handles(here)[0]}, follow=True)
    assert "Cet appareil est déconnecté." in words(page)
    told = phone.get("/profil/", follow=True)
    assert told.redirect_chain[0][0] == "/connexion/?next=/profil/"
    assert "Vous êtes déconnecté" in words(told)
    assert is_in(here)
    assert Trace.objects.filter(action="session.ended", actor=holder).count() == 1


def test_a_part_of_a_page_of_an_ended_session_leaves_the_screen(holder: User) -> None:
    client = people.signed_in(holder)
    Session.objects.filter(user=holder).delete()
    assert client.get("/boites/1/reception/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Vous êtes déconnecté" in words(client.get("/boites/1/reception/", follow=True))


def test_twice_or_nobody_s_is_said_to_be_over(holder: User) -> None:
    stranger = people.signed_in(people.holder(), PHONE)
    theirs = Session.objects.exclude(user=holder).get().handle
    here = people.signed_in(holder, WINDOWS)
    for handle in (str(theirs), str(uuid.uuid4()), "", "x", "0" * 400):
        page = here.post(f"{DEVICES}fermer/", {"appareil": handle}, follow=True)
        assert "était déjà déconnecté" in words(page)
    assert is_in(stranger)


def test_all_others_end_at_once(holder: User) -> None:
    here, *others = (people.signed_in(holder, WINDOWS) for _ in range(3))
    stranger = people.signed_in(people.holder())
    here.post(f"{DEVICES}fermer-les-autres/")
    assert [is_in(client) for client in (here, stranger, *others)] == [True, True, False, False]


def test_an_answer_on_its_way_does_not_bring_an_ended_session_back(holder: User) -> None:
    client = people.signed_in(holder)
    late = SessionStore(client.cookies["sessionid"].value)
    late.get("")
    Session.objects.filter(user=holder).delete()
    late["something"] = True
    with pytest.raises(UpdateError):
        late.save()
    assert not is_in(client)


def test_two_tabs_write_into_one_session(holder: User) -> None:
    client = people.signed_in(holder)
    first, second = (SessionStore(client.cookies["sessionid"].value) for _ in range(2))
    first["a"], second["b"] = 1, 2
    first.save()
    second.save()
    assert is_in(client)
    assert Session.objects.filter(user=holder).count() == 1


def test_a_new_password_by_letter_ends_all_sessions(holder: User) -> None:
    client = people.signed_in(holder)
    visitor = Client()
    visitor.post("/mot-de-passe/oublie/", {"email": holder.email})
    link = re.search(r"/mot-de-passe/nouveau/\S+", Letter.objects.get(kind="reset").text)
    assert link
    form = visitor.get(link[0], follow=True).redirect_chain[-1][0]
    visitor.post(form, {"password1": "Nouveau12", "password2": "Nouveau12"})
    assert not is_in(client)
    assert not Session.objects.filter(user=holder).exists()


def test_a_suspended_or_closed_account_is_open_nowhere(region_administrator: User) -> None:
    suspended, closed = people.holder(), people.holder()
    clients = [people.signed_in(suspended), people.signed_in(closed)]
    suspend(region_administrator, suspended.application.pk, "Vérification")
    leave(closed)
    assert [is_in(client) for client in clients] == [False, False]
    assert not Session.objects.exclude(user=None).exists()


def test_signing_out_leaves_no_row(holder: User) -> None:
    client = people.signed_in(holder)
    client.post("/deconnexion/")
    assert not Session.objects.filter(user=holder).exists()


def new_sign_ins() -> int:
    return Letter.objects.filter(kind="signed_in").count()


def test_a_new_device_is_told_by_letter_and_the_first_of_all_is_not(holder: User) -> None:
    people.signed_in(holder, WINDOWS)
    people.signed_in(holder, WINDOWS)
    assert new_sign_ins() == 0
    people.signed_in(holder, PHONE)
    letter = Letter.objects.get(kind="signed_in")
    assert letter.to == holder.email
    assert "Safari sur iPhone – réseau local" in letter.text
    people.signed_in(holder, PHONE)
    assert new_sign_ins() == 1


def test_letters_about_new_devices_are_few(holder: User) -> None:
    people.signed_in(holder, WINDOWS)
    for version in range(6):
        people.signed_in(holder, f"Robot{version}/1.0 (X11; Linux x86_64) Chrome/{version}")
        people.signed_in(holder, f"curl{version}bot/1.0")
    assert 1 <= new_sign_ins() <= 3


def test_two_clicks_that_sign_in_at_once_both_do(holder: User) -> None:
    """As with Django's own store: the session of whichever answer comes last is the one the browser keeps."""
    visitor = SessionStore()
    visitor.save()
    clicks = [SessionStore(visitor.session_key) for _ in range(2)]
    for click in clicks:
        click.cycle_key()
        click["_auth_user_id"] = str(holder.pk)
        click.begin(means="password", network="127.0.0.1", device="", place="")
    for click in clicks:
        click.save()
    assert [SessionStore(click.session_key).get("_auth_user_id") for click in clicks] == [str(holder.pk)] * 2
    assert SessionStore(visitor.session_key).get("_auth_user_id") is None
