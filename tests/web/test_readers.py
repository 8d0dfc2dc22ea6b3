"""Who may only read a box uses what it shares, and changes nothing of it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.labels.queries import labels_of
from medimail.mailboxes.models import Grant, Mailbox, Role
from medimail.stationery.actions import Written, write
from medimail.stationery.models import Paper
from medimail.stationery.queries import papers_for
from tests import people
from tests.people import BrowserOf
from tests.web.pages import words

pytestmark = pytest.mark.django_db
TYPED = {"kind": "signature", "name": "Courte", "text": "Autre", "shared": "on"}


@pytest.fixture
def box(holder: User) -> Mailbox:
    return holder.mailboxes.get()


@pytest.fixture
def paper(holder: User, box: Mailbox) -> Paper:
    return write(box, holder, Written("signature", "Service", "Pharmacie du Centre", shared=True, by_default=True))


def invited(box: Mailbox, role: str) -> User:
    person = people.holder()
    since = date.today() - timedelta(days=2)  # noqa: DTZ011 (whatever the clock of the machine says)
    Grant.objects.create(mailbox=box, person=person, role=role, starts_on=since)
    return person


def asked(client: Client, box: Mailbox, paper: Paper) -> list[int]:
    """Each change of what the box shares."""
    at = f"/boites/{box.pk}/reglages/"
    return [
        client.post(f"{at}signature/{paper.pk}/", TYPED).status_code,
        client.post(f"{at}etiquettes/", {"name": "Bilans"}).status_code,
        client.post(f"{at}etiquettes/1/supprimer/").status_code,
        client.post(f"{at}signature/{paper.pk}/supprimer/").status_code,
    ]


def test_a_reader_uses_them_and_changes_none(box: Mailbox, paper: Paper, browser_of: BrowserOf) -> None:
    reader = invited(box, Role.READER)
    client = browser_of(reader)
    assert papers_for(reader, box) == [paper]
    page = words(client.get(f"/boites/{box.pk}/reglages/signature/"))
    assert "Service" in page
    assert "Pour tous ceux qui écrivent" not in page
    assert asked(client, box, paper) == [404] * 4
    assert Paper.objects.get().text == "Pharmacie du Centre"
    assert labels_of(box)["$label1"].name == "Important"


def test_what_a_reader_writes_is_their_own(box: Mailbox, browser_of: BrowserOf) -> None:
    reader = invited(box, Role.READER)
    assert browser_of(reader).post(f"/boites/{box.pk}/reglages/signature/", TYPED).status_code == 302
    assert Paper.objects.get().owner == reader


def test_a_writer_changes_them(box: Mailbox, paper: Paper, browser_of: BrowserOf) -> None:
    assert asked(browser_of(invited(box, Role.WRITER)), box, paper) == [302] * 4
