"""Pages of members and delegations, and the page of who is locked out."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from medimail.accounts.models import User
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.actions import end, suspend_boxes
from medimail.mailboxes.models import Grant, Mailbox
from tests import people
from tests.people import BrowserOf
from tests.web.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(holder: User) -> Mailbox:
    return people.shared_box(holder)


@pytest.fixture
def page(holder: User, box: Mailbox, browser_of: BrowserOf) -> tuple[Client, str]:
    return browser_of(holder), f"/boites/{box.pk}/membres/"


def test_a_manager_adds_changes_and_removes(page: tuple[Client, str], box: Mailbox) -> None:
    browser, at = page
    person = people.holder(first_name="Nadia", last_name="Benali")
    address = f"Nadia Benali <{person.mailboxes.get().address}>"
    shown = browser.post(at, {"to": address, "role": "reader"}, follow=True)
    assert "Nadia Benali peut ouvrir cette boîte" in words(shown)
    right = box.grants.get(person=person)
    assert browser.get(f"{at}{right.pk}/").status_code == 200
    browser.post(f"{at}{right.pk}/", {"role": "writer", "ends_on": ""})
    assert {one.role for one in mailboxes_of(person) if one.pk == box.pk} == {"writer"}
    browser.post(f"{at}{right.pk}/retirer/")
    assert box.pk not in {one.pk for one in mailboxes_of(person)}


@pytest.mark.parametrize("to", ["", "Nadia", "nadia@", "personne.ici@org.oc.mssante.fr"])
def test_an_address_that_is_none_is_told(page: tuple[Client, str], to: str) -> None:
    answer = page[0].post(page[1], {"to": to, "role": "reader"})
    assert answer.status_code == 422
    assert "adresse mail" in words(answer)


def test_an_unknown_address_is_invited_and_withdrawn(page: tuple[Client, str], box: Mailbox) -> None:
    browser, at = page
    assert "Invitations en attente" in words(browser.post(at, {"to": "n@exemple.test", "role": "reader"}, follow=True))
    offer = box.invitations.get()
    browser.post(f"/boites/{box.pk}/invitations/{offer.pk}/retirer/")
    assert "Invitations en attente" not in words(browser.get(at))


def test_who_opens_which_page(holder: User, box: Mailbox, browser_of: BrowserOf) -> None:
    reader, stranger = people.member(holder, box, "reader"), people.holder()
    own, pk = holder.mailboxes.get(), box.grants.get(person=reader).pk
    delegate = people.delegate(holder, "writer")
    statuses = {
        (f"/boites/{box.pk}/membres/", holder): 200,
        (f"/boites/{box.pk}/membres/", reader): 200,
        (f"/boites/{box.pk}/membres/", stranger): 404,
        (f"/boites/{box.pk}/membres/{pk}/", reader): 404,
        (f"/boites/{box.pk}/ecrire/", reader): 404,
        (reverse("transfers", args=[box.pk]), reader): 404,
        (reverse("transfers", args=[box.pk]), holder): 200,
        (f"/boites/{box.pk}/reglages/absence/", reader): 404,
        (f"/boites/{own.pk}/reglages/delegation/", holder): 200,
        (f"/boites/{own.pk}/reglages/delegation/", delegate): 404,
        (f"/boites/{own.pk}/reglages/absence/", delegate): 404,
        ("/boites-partagees/miennes/", reader): 200,
    }
    seen = {asked: browser_of(asked[1]).get(asked[0]).status_code for asked in statuses}
    assert seen == statuses


def test_who_was_removed_is_told_whom_to_ask(holder: User, box: Mailbox, browser_of: BrowserOf) -> None:
    person = people.member(holder, box, "reader")
    end(holder, box, box.grants.get(person=person).pk)
    browser = browser_of(person)
    shown = browser.get(f"/boites/{box.pk}/reception/", follow=True)
    assert holder.full_name in words(shown)
    for said in ("Votre demande est partie", "déjà partie"):
        assert said in words(browser.post(f"/boites/{box.pk}/acces/demander/", follow=True))
    assert browser_of(people.holder(finess="")).get(f"/boites/{box.pk}/acces/").status_code == 404


def test_a_colleague_of_the_structure_asks_once_their_account_is_validated(box: Mailbox, browser_of: BrowserOf) -> None:
    """Before that, the number of a structure is what anybody may have typed."""
    applicant, colleague = people.applicant(finess=people.FINESS), people.holder(finess=people.FINESS)
    assert browser_of(colleague).get(f"/boites/{box.pk}/acces/").status_code == 200
    assert browser_of(applicant).get(f"/boites/{box.pk}/acces/").status_code == 404
    suspend_boxes(colleague, by=None)
    assert browser_of(colleague).get(f"/boites/{box.pk}/acces/").status_code == 404


def test_the_page_of_two_hundred_members_costs_as_that_of_two(
    holder: User, box: Mailbox, browser_of: BrowserOf
) -> None:
    browser, at = browser_of(holder), f"/boites/{box.pk}/membres/"
    people.member(holder, box, "reader")
    browser.get(at)
    with CaptureQueriesContext(connection) as few:
        browser.get(at)
    others = [people.account() for _ in range(198)]
    today = timezone.localdate()
    Grant.objects.bulk_create(Grant(mailbox=box, person=one, role="reader", starts_on=today) for one in others)
    with CaptureQueriesContext(connection) as many:
        browser.get(at)
    assert len(many) == len(few)
    assert Grant.objects.filter(mailbox=box).count() == 200


def test_a_member_leaves_and_the_last_manager_does_not(holder: User, box: Mailbox, browser_of: BrowserOf) -> None:
    person = people.member(holder, box, "writer")
    browser_of(person).post(f"/boites/{box.pk}/quitter/")
    assert box.pk not in {one.pk for one in mailboxes_of(person)}
    refused = browser_of(holder).post(f"/boites/{box.pk}/quitter/", follow=True)
    assert "seul gestionnaire" in words(refused)
