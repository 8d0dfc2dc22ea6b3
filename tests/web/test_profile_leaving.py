"""Taking one's data along, and closing the account."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.appointments.actions import book
from medimail.enrolment import actions as enrolment
from medimail.notifications.models import Letter
from medimail.shared_boxes.actions import ask as ask_for_box
from tests import people
from tests.appointments.agents import agent, free_times, wish
from tests.people import PASSWORD, BrowserOf
from tests.web.pages import Page, error_of, words

pytestmark = pytest.mark.django_db
GOOD = {"understood": "on"}


def downloaded(client: Client) -> tuple[str, dict[str, object]]:
    answer = client.get("/profil/donnees/archive/")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as bundle:
        assert bundle.namelist() == ["LISEZ-MOI.txt", "mes-donnees.json"]
        return bundle.read("LISEZ-MOI.txt").decode(), json.loads(bundle.read("mes-donnees.json"))


def close(client: Client, **typed: str) -> Page:
    return client.post("/profil/fermer/", {**GOOD, **typed}, follow=True)


def test_my_data_are_whole_and_explained(browser_of: BrowserOf, holder: User) -> None:
    readme, data = downloaded(browser_of(holder))
    assert set(data) >= {"account", "profile", "application", "thread", "profile_changes", "terms_accepted"}
    for key in data:
        assert key in readme
    assert data["profile"]["national_id"] == holder.profile.national_id  # type: ignore[index]
    assert data["proved_number"]["number"] == holder.profile.national_id  # type: ignore[index]
    assert data["mailboxes"][0]["address"] == holder.mailboxes.get().address  # type: ignore[index]
    assert [one["kind"] for one in data["letters"]] == ["account_open"]  # type: ignore[index,attr-defined]
    assert "application.submitted" in [one["action"] for one in data["acts"]]  # type: ignore[index,attr-defined]
    assert "data.exported" in [one["action"] for one in data["acts"]]  # type: ignore[index,attr-defined]
    assert data["terms_accepted"]
    assert "Vos messages" in readme


def test_my_data_hold_the_boxes_of_others_and_what_i_asked_for(browser_of: BrowserOf, holder: User) -> None:
    box = people.shared_box(holder)
    wanted = ask_for_box(holder, people.wanted_box())
    _, data = downloaded(browser_of(holder))
    assert [one["mailbox__address"] for one in data["rights"]] == [box.address]  # type: ignore[index,attr-defined]
    assert [one["local_part"] for one in data["box_requests"]] == [wanted.local_part]  # type: ignore[index,attr-defined]


def test_my_data_hold_nobody_else(browser_of: BrowserOf, region_administrator: User) -> None:
    stranger = people.holder(first_name="Aline", last_name="Étrangère")
    mine = people.applicant()
    enrolment.write(mine, "Bonjour, avez-vous reçu ma demande ?")
    enrolment.write_from_desk(mine.application, region_administrator, "Oui.")
    readme, data = downloaded(browser_of(mine))
    text = readme + json.dumps(data, ensure_ascii=False)
    for absent in ("Étrangère", stranger.email, "Julie", "Martin", region_administrator.email):
        assert absent not in text
    assert [one["from"] for one in data["thread"]] == ["vous", "le centre de services"]  # type: ignore[attr-defined]


def test_my_data_hold_my_appointments_and_nobody_else_s(browser_of: BrowserOf, holder: User) -> None:
    agent()
    first, second, third = free_times()[:3]
    book(wish(first, email="zoe@exemple.test", words="Le mien."), by=holder)
    book(wish(second, email=holder.email))
    book(wish(third, words="Celui d’un autre."))
    _, data = downloaded(browser_of(holder))
    assert len(data["appointments"]) == 2  # type: ignore[arg-type]
    text = json.dumps(data, ensure_ascii=False)
    assert ("Le mien." in text, "Celui d’un autre." in text, "Julie" in text) == (True, False, False)


def test_my_data_tell_no_secret(browser_of: BrowserOf, holder: User) -> None:
    readme, data = downloaded(browser_of(holder))
    text = readme + json.dumps(data)
    assert holder.password not in text
    assert "http" not in json.dumps(data), "a link in a letter is a key"


def test_people_without_profile_take_their_data_too(browser_of: BrowserOf, region_administrator: User) -> None:
    for user in (region_administrator, people.at_terms()):
        _, data = downloaded(browser_of(user))
        assert data["profile"] is None
        assert data["mailboxes"] == []


def test_closing_says_what_happens_then_ends_everything(browser_of: BrowserOf, holder: User) -> None:
    box = holder.mailboxes.get()
    client, elsewhere = browser_of(holder), browser_of(holder)
    told = words(client.get("/profil/fermer/"))
    for seen in (box.address, "ne reçoit plus de messages", "jamais donnée à quelqu’un d’autre", "plus lire"):
        assert seen in told
    page = close(client)
    assert page.redirect_chain[-1][0] == "/au-revoir/"
    assert "Votre compte est fermé" in words(page)
    for browser in (client, elsewhere):
        assert browser.get("/profil/")["Location"].startswith("/connexion/")
    signed_in = Client().post("/connexion/", {"login": holder.email, "password": PASSWORD}, follow=True)
    assert "Ce compte est fermé" in words(signed_in)
    box.refresh_from_db()
    holder.application.refresh_from_db()
    assert (box.state, holder.application.state) == ("closed", "closed")
    assert "ne reçoit plus" in Letter.objects.get(to=holder.email, kind="account_closed_by_you").text


def test_the_address_and_the_number_after_a_closure(browser_of: BrowserOf, holder: User) -> None:
    """The address is never given again; the number may open another account."""
    close(browser_of(holder))
    again = people.holder(national_id=holder.profile.national_id)
    assert again.mailboxes.get().address != holder.mailboxes.get().address


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("understood", "", "Cochez cette case"),
    ],
)
def test_nothing_is_closed_by_mistake(
    browser_of: BrowserOf, holder: User, field: str, typed: str, sentence: str
) -> None:
    client = browser_of(holder)
    page = close(client, **{field: typed})
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    holder.application.refresh_from_db()
    assert holder.application.state == "active"
    assert close(client).redirect_chain[-1][0] == "/au-revoir/"


def test_an_applicant_leaves_at_any_step(browser_of: BrowserOf) -> None:
    for user in (people.at_terms(), people.at_profile(), people.applicant()):
        assert close(browser_of(user)).redirect_chain[-1][0] == "/au-revoir/"
        user.application.refresh_from_db()
        assert user.application.state == "closed"
        assert "boîte" not in Letter.objects.get(to=user.email, kind="account_closed_by_you").text


def test_a_waiting_change_leaves_the_queue_with_its_person(browser_of: BrowserOf, holder: User) -> None:
    enrolment.edit_profile(holder, people.profile(last_name="Durand", national_id=holder.profile.national_id))
    close(browser_of(holder))
    assert holder.profile_changes.get().state == "withdrawn"


def test_an_administrator_is_told_whom_to_ask(browser_of: BrowserOf, region_administrator: User) -> None:
    page = close(browser_of(region_administrator))
    assert "opérateur de la plateforme" in words(page)
    region_administrator.refresh_from_db()
    assert region_administrator.is_active


def test_the_second_of_two_clicks_says_goodbye_too(browser_of: BrowserOf, holder: User) -> None:
    first, second = browser_of(holder), browser_of(holder)
    close(first)
    assert close(second).redirect_chain[-1][0].startswith("/connexion/")
    assert Letter.objects.filter(to=holder.email, kind="account_closed_by_you").count() == 1


def test_the_only_manager_of_a_shared_box_hands_it_over_first(browser_of: BrowserOf, holder: User) -> None:
    box, client = people.shared_box(holder), browser_of(holder)
    assert f"/boites/{box.pk}/membres/" in close(client).content.decode()
    assert holder.mailboxes.get().state == "active"
    people.member(holder, box, "manager")
    close(client)
    assert holder.mailboxes.get().state == "closed"
