"""Members from a list: seen before, applied once, bad lines beside good ones; and the list of members, taken along."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.mailboxes.actions import give
from medimail.mailboxes.models import Mailbox
from tests import people
from tests.people import BrowserOf
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db
HEAD = "Adresse;Rôle;Premier jour;Dernier jour"


@pytest.fixture
def box(holder: User) -> Mailbox:
    return people.shared_box(holder)


@pytest.fixture
def manager(holder: User, browser_of: BrowserOf) -> Client:
    return browser_of(holder)


def shown(browser: Client, box: Mailbox, *lines: str, head: str = HEAD) -> Page:
    file = SimpleUploadedFile("liste.csv", "\n".join([head, *lines]).encode(), "text/csv")
    return browser.post(f"/boites/{box.pk}/membres/liste/", {"liste": file})


def table(page: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.getvalue().decode("utf-8-sig")), delimiter=";"))


def decided(browser: Client, box: Mailbox, page: Page, act: str) -> Page:
    sealed = re.search(r'name="lignes" value="([^"]+)"', page.content.decode())
    assert sealed, words(page)
    return browser.post(f"/boites/{box.pk}/membres/liste/", {"lignes": sealed[1], "acte": act}, follow=True)


def test_three_hundred_lines_twenty_of_them_bad(manager: Client, box: Mailbox) -> None:
    person = people.holder(first_name="Nadia", last_name="Benali")
    good = [f"{person.email};rédacteur;;", *(f"personne{n}@exemple.test;lecteur;;31/12/2999" for n in range(279))]
    bad = [f"sans-arobase{n};lecteur;;" for n in range(10)] + [f"x{n}@exemple.test;chef;;" for n in range(10)]
    page = shown(manager, box, *good, *bad)
    assert "280 lignes à appliquer, 20 refusées" in words(page)
    assert not box.invitations.exists()
    assert "280 lignes appliquées. 20 lignes refusées n’ont rien changé." in words(
        decided(manager, box, page, "appliquer")
    )
    assert box.grants.get(person=person).role == "writer"
    assert box.invitations.count() == 279
    again = words(decided(manager, box, page, "appliquer"))
    assert "Aucun droit n’a changé" in again
    assert box.invitations.count() == 279


def test_the_preview_costs_the_same_for_many_lines(manager: Client, box: Mailbox) -> None:
    shown(manager, box, "a@exemple.test;lecteur;;")
    counts = []
    for size in (3, 300):
        with CaptureQueriesContext(connection) as queries:
            shown(manager, box, *(f"personne{n}@exemple.test;lecteur;;" for n in range(size)))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_bad_line_says_what_to_mend(manager: Client, holder: User, box: Mailbox) -> None:
    person = people.holder(first_name="Nadia", last_name="Benali")
    own = person.mailboxes.get().address
    lines = {
        "a@": "Adresse, rôle ou date à corriger",
        "b@exemple.test;chef": "Adresse, rôle ou date à corriger",
        "c@exemple.test;lecteur;;31/02/2027": "Adresse, rôle ou date à corriger",
        "d@exemple.test;lecteur;;01/01/2020": "Le dernier jour est passé",
        "e@exemple.test;gestionnaire;;31/12/2999": "Un gestionnaire commence aujourd’hui",
        "f@exemple.test;lecteur;31/12/2999": "à plus d’un an",
        f"{holder.email};lecteur": "C’est vous",
        f"{own.replace('@', '.x@')};lecteur": "Personne n’a cette adresse",
        f"{person.email};lecteur": "Lira",
        f"{own};rédacteur": "déjà plus haut",
    }
    page = shown(manager, box, *lines)
    said = words(page)
    assert not [sentence for sentence in lines.values() if sentence.replace("\N{NO-BREAK SPACE}", " ") not in said]
    rows = list(
        csv.reader(io.StringIO(decided(manager, box, page, "refusees").getvalue().decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 10
    assert not box.invitations.exists()


def test_what_one_knows_changes_or_stays(manager: Client, holder: User, box: Mailbox) -> None:
    person = people.member(holder, box, "reader")
    assert "1 sans changement" in words(shown(manager, box, f"{person.email};lecteur;;"))
    decided(manager, box, shown(manager, box, f"{person.email};rédacteur;;"), "appliquer")
    assert box.grants.get(person=person, ended_at=None).role == "writer"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "aucune ligne"),
        (b"nom\nMartin\n", "La colonne « Adresse » manque"),
        (b"adresse\n" + b"a@b.fr\n" * 2_001, "plus de 2 000 lignes"),
        (b"adresse\n" + b"a" * 1_100_000, "trop lourd"),
        (b"\x00\xff\xfe" * 50, "La colonne « Adresse » manque"),
    ],
)
def test_a_file_that_is_no_list_is_told(manager: Client, box: Mailbox, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("liste.csv", content, "text/csv")
    page = manager.post(f"/boites/{box.pk}/membres/liste/", {"liste": file})
    assert page.status_code == 422
    assert said in words(page).replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_preview_is_of_one_box_and_one_person(
    manager: Client, holder: User, box: Mailbox, browser_of: BrowserOf
) -> None:
    page = shown(manager, box, "a@exemple.test;lecteur;;")
    other = people.shared_box(holder)
    assert decided(manager, other, page, "appliquer").status_code == 422
    colleague = people.holder(first_name="Nadia", last_name="Benali")
    give(holder, box, colleague, "manager")
    assert decided(browser_of(colleague), box, page, "appliquer").status_code == 422
    assert not box.invitations.exists()


def test_a_right_that_begins_later_opens_nothing_before(manager: Client, box: Mailbox, browser_of: BrowserOf) -> None:
    person = people.holder(first_name="Nadia", last_name="Benali")
    first = timezone.localdate() + timedelta(days=7)
    typed = {"to": person.email, "role": "reader", "starts_on": first.isoformat()}
    page = manager.post(f"/boites/{box.pk}/membres/", typed, follow=True)
    assert "pourra ouvrir cette boîte à partir du" in words(page)
    assert "À partir du" in words(page)
    assert browser_of(person).get(f"/boites/{box.pk}/reception/").status_code in {302, 404}


def test_the_list_of_members_is_taken_along_and_traced(manager: Client, holder: User, box: Mailbox) -> None:
    person = people.member(holder, box, "writer")
    rows = table(manager.get(f"/boites/{box.pk}/membres/export/"))
    assert [person.email, "rédacteur"] in [row[:2] for row in rows]
    assert Trace.objects.filter(action="members.exported", actor=holder).exists()


@pytest.mark.parametrize("what", ["liste", "modele", "export"])
def test_for_who_manages_the_box_alone(holder: User, box: Mailbox, browser_of: BrowserOf, what: str) -> None:
    writer, stranger = people.member(holder, box, "writer"), people.holder(first_name="Luc", last_name="Girard")
    for person in (writer, stranger, people.region_administrator("76"), people.region_administrator("93")):
        assert browser_of(person).get(f"/boites/{box.pk}/membres/{what}/").status_code == 404
