"""The register of acts: each administrator finds what belongs to their scope, and nothing of elsewhere."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import seal, trace
from medimail.audit.models import Trace
from medimail.mailboxes.models import Mailbox, Role
from tests import people
from tests.people import BrowserOf
from tests.web.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/console/traces/"
EXPORT = f"{PAGE}export/"
ELSEWHERE = "53"
FINESS_ELSEWHERE = "350000014"


@pytest.fixture
def here() -> User:
    """A pharmacist of Occitanie, of a structure, whose name nobody else has."""
    return people.holder(first_name="Aurore", last_name="Lagarrigue", finess=people.FINESS)


@pytest.fixture
def elsewhere() -> User:
    return people.holder(first_name="Gwenaël", last_name="Kervadec", region_code=ELSEWHERE)


@pytest.fixture
def acts(here: User, elsewhere: User) -> None:
    """One act of each, in the box of each, that the register knows."""
    for person in (here, elsewhere):
        trace(person, "folder.emptied", person.mailboxes.get())
    seal()


def found(browser: Client, **asked: str) -> str:
    return words(browser.get(PAGE, asked))


def exported(browser: Client, **asked: str) -> list[list[str]]:
    answer = browser.get(EXPORT, asked)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def in_file(browser: Client, **asked: str) -> str:
    return " ".join(cell for row in exported(browser, **asked) for cell in row)


def test_the_platform_sees_both(acts: None, here: User, elsewhere: User, browser_of: BrowserOf) -> None:
    operator = browser_of(people.platform_operator())
    for person in (here, elsewhere):
        page = found(operator, personne=person.full_name, actes="messages")
        assert "Dossier vidé" in page
        assert person.mailboxes.get().address in page


@pytest.mark.parametrize("region", ["76", ELSEWHERE])
def test_a_region_sees_its_own(acts: None, here: User, elsewhere: User, region: str, browser_of: BrowserOf) -> None:
    browser = browser_of(people.region_administrator(region))
    own, other = (here, elsewhere) if region == "76" else (elsewhere, here)
    assert own.full_name in found(browser, boite=own.mailboxes.get().address)
    assert own.full_name in in_file(browser, boite=own.mailboxes.get().address)
    for asked in (
        {},
        {"personne": other.last_name},
        {"personne": other.email},
        {"boite": other.mailboxes.get().address},
    ):
        results = found(browser, **asked).replace(" ".join(asked.values()) or " ", "")
        assert other.first_name not in results
        assert "Aucune trace trouvée" in results or not asked
        assert other.first_name not in in_file(browser, **asked)


def test_a_structure_sees_its_people_and_boxes_alone(
    acts: None, here: User, elsewhere: User, browser_of: BrowserOf
) -> None:
    neighbour = people.holder(first_name="Mireille", last_name="Castelbon")
    trace(neighbour, "folder.emptied", neighbour.mailboxes.get())
    seal()
    browser = browser_of(people.structure_administrator(people.FINESS))
    page, file = found(browser, actes="messages"), in_file(browser)
    assert here.full_name in page
    assert here.full_name in file
    for other in (neighbour, elsewhere):
        assert other.full_name not in page + file
        assert "Aucune trace trouvée" in found(browser, personne=other.full_name)


def test_an_act_belongs_to_the_region_of_its_box(here: User, browser_of: BrowserOf) -> None:
    """Whoever comes from another region to work in a box is seen where the box is, and not at home."""
    box = people.shared_box(here)
    guest = people.member(here, box, Role.WRITER, region_code=ELSEWHERE)
    trace(guest, "folder.emptied", box)
    seal()
    assert guest.full_name in found(browser_of(people.region_administrator("76")), boite=box.address)
    assert guest.full_name in found(browser_of(people.region_administrator("76")), personne=guest.full_name)
    home = browser_of(people.region_administrator(ELSEWHERE))
    assert box.address not in found(home)
    assert box.address not in in_file(home, personne=guest.full_name)


def test_nobody_else_finds_the_page(here: User, browser_of: BrowserOf) -> None:
    for path in (PAGE, EXPORT):
        assert browser_of(here).get(path).status_code == 404


def test_days_bound_the_search(acts: None, here: User, browser_of: BrowserOf) -> None:
    browser = browser_of(people.region_administrator("76"))
    asked = {"boite": here.mailboxes.get().address}
    today = timezone.localdate()
    yesterday = (today - timedelta(days=1)).isoformat()
    assert "Dossier vidé" in found(browser, du=today.isoformat(), au=today.isoformat(), **asked)
    assert "Aucune trace" in found(browser, du=yesterday, au=yesterday, **asked)
    assert "Dossier vidé" not in found(browser, actes="exports", **asked)
    wrong = browser.get(PAGE, {"du": today.isoformat(), "au": yesterday})
    assert wrong.status_code == 422
    assert browser.get(PAGE, {"du": "31/31/2026", "actes": "?", "avant": "x"}).status_code == 422
    assert browser.get(EXPORT, {"du": "0001-01-01"}).status_code == 302


def test_pages_follow_each_other_without_a_gap(here: User, browser_of: BrowserOf) -> None:
    box = here.mailboxes.get()
    for number in range(70):
        trace(here, "message.moved", box, messages=number + 1000)
    seal()
    browser = browser_of(people.region_administrator("76"))
    first = browser.get(PAGE, {"boite": box.address, "actes": "messages"})
    second = browser.get(f"{PAGE}{first.context['next'].join(['?', ''])}")
    seen = words(first) + words(second)
    assert all(f"{number + 1000}" in seen for number in range(70))
    assert "1069" in words(first)
    assert "1069" not in words(second)
    assert not second.context["next"]


def test_a_page_costs_the_same_whatever_it_shows(here: User, browser_of: BrowserOf) -> None:
    browser = browser_of(people.region_administrator("76"))
    box = people.shared_box(here)
    costs = []
    for _ in range(2):
        for _ in range(20):
            trace(people.member(here, box, Role.READER) if not costs else here, "message.moved", box)
        seal()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found(browser, boite=box.address)
        costs.append(len(queries))
    assert costs[0] == costs[1] < 16


def test_an_export_is_traced_and_asks_for_a_fresh_proof(acts: None, here: User, browser_of: BrowserOf) -> None:
    julie = people.region_administrator("76")
    rows = exported(browser_of(julie), boite=here.mailboxes.get().address)
    assert rows[0][:2] == ["Date et heure", "Numéro"]
    assert any("folder.emptied" in row for row in rows[1:])
    assert Trace.objects.filter(actor=julie, action="traces.exported").count() == 1
    stale = Client()
    stale.force_login(julie, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert stale.get(EXPORT).headers["Location"].startswith("/securite/confirmer/")
    assert Trace.objects.filter(actor=julie, action="traces.exported").count() == 1


def test_a_name_that_would_be_a_formula_runs_in_no_spreadsheet(browser_of: BrowserOf) -> None:
    person = people.holder(first_name="Anna", last_name="Zimmerlin")
    User.objects.filter(pk=person.pk).update(first_name="=HYPERLINK(1)")
    trace(person, "folder.emptied", person.mailboxes.get())
    seal()
    rows = exported(browser_of(people.region_administrator("76")), boite=person.mailboxes.get().address)
    assert "'=HYPERLINK(1) Zimmerlin" in [cell for row in rows for cell in row]


def test_a_right_names_whom_it_is_about(here: User, browser_of: BrowserOf) -> None:
    box: Mailbox = people.shared_box(here)
    member = people.member(here, box, Role.READER)
    seal()
    page = found(browser_of(people.region_administrator("76")), boite=box.address, actes="droits")
    assert member.full_name in page
    assert "droit : lire" in page.replace("\u00a0", " ")
