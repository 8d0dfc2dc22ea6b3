"""« Publication », for the platform operator alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.audit.models import Trace
from medimail.publication.actions import record
from medimail.publication.models import Change, DailyFile
from medimail.publication.queries import PAGE
from tests import people
from tests.publication.boxes import ADDRESS, listing, service
from tests.web.pages import words

pytestmark = pytest.mark.django_db
LIST = "/console/publication/"
ALL = f"{LIST}reessayer/"


@pytest.fixture
def operator(db: None, browser_of: people.BrowserOf, settings: Settings) -> Client:
    settings.PUBLICATION = "fhir"
    return browser_of(people.platform_operator())


@pytest.fixture
def change(db: None) -> Change:
    record(listing())
    return Change.objects.get()


def refused(change: Change, reason: str = "unknown") -> Change:
    Change.objects.filter(pk=change.pk).update(state="refused", reason=reason, tries=1, tried_at=timezone.now())
    return Change.objects.get(pk=change.pk)


def test_nobody_else_finds_it(change: Change, browser_of: people.BrowserOf) -> None:
    refused(change)
    strangers = {
        "applicant": people.applicant(),
        "holder": people.holder(),
        "administrator of the region": people.region_administrator("76"),
        "administrator of another region": people.region_administrator("53"),
        "administrator of a structure": people.structure_administrator(people.FINESS),
    }
    for who, stranger in strangers.items():
        browser = browser_of(stranger)
        assert browser.get(LIST).status_code == 404, who
        for path in (ALL, f"{LIST}{change.pk}/reessayer/"):
            assert browser.post(path).status_code == 404, who
    assert Change.objects.get(pk=change.pk).state == "refused"


def test_the_entrance_stands_beside_the_operator_s_other_pages(operator: Client, browser_of: people.BrowserOf) -> None:
    assert f'href="{LIST}"' in operator.get("/administration/portails/").content.decode()
    assert LIST not in browser_of(people.region_administrator("76")).get("/demandes/", follow=True).content.decode()


@pytest.mark.parametrize(("tab", "said"), [("", "Aucun changement"), ("attente", "Rien en"), ("traiter", "Rien à")])
def test_empty_lists_say_so(operator: Client, tab: str, said: str) -> None:
    assert said in words(operator.get(LIST, {"etat": tab}))


def test_each_change_is_said_in_plain_words(operator: Client, change: Change) -> None:
    record(listing(paperless=False, last_name="Durand", first_name="Paul"))
    record(listing(paperless=False, last_name="Durand", first_name="Paul", red_list=True))
    record(listing(open=False))
    page = words(operator.get(LIST))
    for said in (
        "Boîte ouverte",
        "Change : nom, envois sans papier",
        "Passe sur liste rouge",
        "Boîte suspendue ou fermée",
    ):
        assert said in page
    assert "4 en attente" in page


def test_a_directory_that_is_down_is_said_with_the_next_try(operator: Client, change: Change) -> None:
    Change.objects.update(reason="down", tries=3, tried_at=timezone.now(), try_at=timezone.now() + timedelta(hours=1))
    page = words(operator.get(LIST))
    assert "L’annuaire national ne répond pas. Medimail réessaie seul" in page
    assert "3 essais, le prochain vers" in page
    operator.post(f"{LIST}{change.pk}/reessayer/")
    assert Change.objects.get().try_at <= timezone.now()


@pytest.mark.parametrize("path", [ALL, "{}{}/reessayer/"])
def test_what_is_refused_is_tried_again_by_its_button(operator: Client, change: Change, path: str) -> None:
    refused(change)
    page = operator.get(LIST, {"etat": "traiter"})
    assert "L’annuaire national ne connaît pas ce numéro" in words(page)
    after = operator.post(path.format(LIST, change.pk), {"etat": "traiter"}, follow=True)
    assert after.redirect_chain == [(f"{LIST}?etat=traiter", 302)]
    assert "Rien à traiter" in words(after)
    assert Change.objects.get().state == "waiting"
    assert Trace.objects.filter(action="publication.retried").count() == 1
    assert operator.post(f"{LIST}999999/reessayer/").status_code == 404


def test_a_change_told_meanwhile_stays_told(operator: Client, change: Change) -> None:
    Change.objects.update(state="told")
    operator.post(f"{LIST}{change.pk}/reessayer/")
    assert Change.objects.get().state == "told"


@pytest.mark.parametrize(
    ("driver", "said"),
    [
        ("none", "La publication est désactivée."),
        ("file", "Dernier fichier : Publication_BAL_MSSante_20261124.txt, 3 boîtes"),
        ("fhir", "Publication directe."),
    ],
)
def test_how_this_house_publishes_is_said(
    operator: Client, change: Change, settings: Settings, driver: str, said: str
) -> None:
    settings.PUBLICATION = driver
    DailyFile.objects.create(day=timezone.localdate(), name="Publication_BAL_MSSante_20261124.txt", boxes=3)
    page = words(operator.get(LIST))
    assert said in page
    assert "Réessayer" not in page


def test_pages_follow_by_key_and_cost_the_same(operator: Client, change: Change) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        operator.get(LIST)
    for number in range(PAGE + 5):
        record(service(address=f"service{number}@ehpad.oc.mssante.fr"))
    with CaptureQueriesContext(connection) as many:
        first = operator.get(LIST)
    assert len(many) == len(few)
    assert first.content.decode().count("@<wbr>") == PAGE
    last = Change.objects.order_by("-pk")[PAGE - 1].pk
    second = operator.get(LIST, {"avant": last})
    assert second.content.decode().count("@<wbr>") == 6
    assert ADDRESS in words(second)
    assert "Les plus récents" in words(second)


@pytest.mark.parametrize("odd", ["-1", "abc", "9" * 30, "²", "", "\x00"])
def test_odd_addresses_are_the_first_page(operator: Client, change: Change, odd: str) -> None:
    assert ADDRESS in words(operator.get(LIST, {"avant": odd, "etat": odd}))
