"""Structures in and out as lists, their domains, their use, and who administers a region."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from medimail.accounts.models import User
from medimail.mailboxes.models import Domain
from medimail.notifications.models import Letter
from medimail.servicedesk.models import Administrator, DomainRequest
from medimail.structures.actions import Facts, register
from medimail.structures.models import Structure
from medimail.usage.actions import count_received, count_sent
from tests import people
from tests.people import BrowserOf
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db
LIST = "/console/structures/liste/"
HEAD = "Nom;FINESS;SIRET;Code postal;Ville;Région\n"


def sent(browser: Client, text: str) -> Page:
    upload = io.BytesIO(text.encode("cp1252"))
    upload.name = "structures.csv"
    return browser.post(LIST, {"liste": upload})


def streamed(answer: Page) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_list_is_shown_then_applied_and_its_bad_lines_come_back(
    region_administrator: User, browser_of: BrowserOf
) -> None:
    register(Facts("Déjà là", "76", "310000435"))
    register(Facts("Bretonne", "53", "350000022"))
    browser = browser_of(region_administrator)
    page = sent(
        browser,
        HEAD + "Clinique de l’Été;310000427;;31000;Toulouse;\n"
        "Déjà là;310000435;;;;\nBretonne;350000022;;;;\nSans numéro;;;31000;Toulouse;\n"
        "Deux fois;310000427;;;;\n=1+1;310000443;;9000;Foix;Occitanie\nAilleurs;350000030;;35000;Rennes;Bretagne\n",
    )
    assert "2 structures à enregistrer, 4 lignes refusées, 1 déjà connue" in words(page)
    assert not Structure.objects.filter(finess="310000427").exists()
    carried = {"lignes": page.context["sealed"]}
    refused = streamed(browser.post(LIST, carried | {"acte": "refusees"}))
    assert refused.count("\n") == 5
    assert "Sans numéro" in refused
    for _ in range(2):
        browser.post(LIST, carried)
    assert Structure.objects.get(finess="310000427").name == "Clinique de l’Été"
    assert Structure.objects.get(finess="310000443").postcode == "09000"
    assert Structure.objects.get(finess="350000022").region_code == "53"
    other = browser_of(people.region_administrator("76"))
    assert other.post(LIST, carried).status_code == 422
    out = streamed(browser.get(f"{LIST}export/"))
    assert "Clinique de l’Été" in out
    assert '"\'=1+1"' in out
    assert "Bretonne" not in out


def test_five_thousand_lines_are_few_queries(region_administrator: User, browser_of: BrowserOf) -> None:
    browser = browser_of(region_administrator)
    page = sent(browser, HEAD + "".join(f"Foyer {n};97{n:07};;9000;Foix;\n" for n in range(5000)))
    assert "5000 structures à enregistrer" in words(page)
    with CaptureQueriesContext(connection) as caught:
        browser.post(LIST, {"lignes": page.context["sealed"]})
    assert len(caught) <= 25
    assert Structure.objects.filter(name__startswith="Foyer ").count() == 5000


@pytest.mark.parametrize("broken", ["", "Autre;Chose\n1;2\n", HEAD])
def test_what_is_no_list_is_said(region_administrator: User, browser_of: BrowserOf, broken: str) -> None:
    assert sent(browser_of(region_administrator), broken).status_code == 422


def test_lists_are_not_for_structures(holder: User, browser_of: BrowserOf) -> None:
    own = people.structure_administrator(people.FINESS)
    for path in (LIST, f"{LIST}modele/", "/console/administrateurs/", "/console/reglages/"):
        assert browser_of(own).get(path).status_code == 404
        assert browser_of(holder).get(path).status_code == 404
    assert "EHPAD Les Tilleuls" in streamed(browser_of(own).get(f"{LIST}export/"))
    assert browser_of(holder).get(f"{LIST}export/").status_code == 404


def test_use_by_month_is_shown_and_taken_along(holder: User, other_administrator: User, browser_of: BrowserOf) -> None:
    box, own = people.shared_box(holder), people.structure_administrator(people.FINESS)
    for _ in range(2):
        count_received(box.address)
    count_sent(box)
    page = f"/console/structures/{box.structure_id}/"
    assert "2 reçus, 1 envoyé" in words(browser_of(own).get(page))
    assert "2 reçus, 1 envoyé" in words(browser_of(own).get(f"/console/boites/{box.pk}/"))
    assert f'"{box.address}";' in streamed(browser_of(own).get(f"{page}usage/"))
    for wrong in (holder, other_administrator):
        assert browser_of(wrong).get(f"{page}usage/").status_code == 404


def test_a_structure_asks_for_a_domain_and_the_platform_decides(holder: User, browser_of: BrowserOf) -> None:
    own, platform = people.structure_administrator(people.FINESS), people.platform_operator()
    page = f"/console/structures/{own.administrator.structure_id}/"
    browser = browser_of(own)
    assert browser.post(f"{page}domaines/", {"name": "pas un domaine"}).status_code == 422
    assert browser.post(f"{page}domaines/", {"name": "org.oc.mssante.fr"}).status_code == 422
    for _ in range(2):
        browser.post(f"{page}domaines/", {"name": "Tilleuls.mssante.fr"})
    asked = DomainRequest.objects.get(structure=own.administrator.structure)
    assert Letter.objects.filter(to=platform.email, kind="domain_asked").count() == 1
    region = people.region_administrator("76")
    wrong = [holder, own, region, people.region_administrator("53")]
    for user in wrong:
        for act in ("accepter", "refuser"):
            answer = browser_of(user).post(f"/console/domaines/{asked.pk}/{act}/", {"reason": "x"})
            assert answer.status_code == 404
    assert browser_of(wrong[-1]).post(f"{page}domaines/", {"name": "autre.mssante.fr"}).status_code == 404
    desk = browser_of(platform)
    assert "tilleuls.mssante.fr pour EHPAD Les Tilleuls" in words(desk.get("/domaines/"))
    desk.post(f"/console/domaines/{asked.pk}/refuser/", {"reason": ""})
    for _ in range(2):
        desk.post(f"/console/domaines/{asked.pk}/accepter/")
    assert Domain.objects.get(name="tilleuls.mssante.fr").finess == people.FINESS
    assert Letter.objects.filter(to=own.email, kind="domain_decided").count() == 1
    assert "tilleuls.mssante.fr" in words(browser.get(page))


def test_a_domain_request_is_refused_with_a_reason_or_withdrawn(browser_of: BrowserOf) -> None:
    own, desk = people.structure_administrator(people.FINESS), browser_of(people.platform_operator())
    page, browser = f"/console/structures/{own.administrator.structure_id}/", browser_of(own)
    for name in ("un.mssante.fr", "deux.mssante.fr"):
        browser.post(f"{page}domaines/", {"name": name})
    first, second = DomainRequest.objects.filter(structure=own.administrator.structure).order_by("pk")
    desk.post(f"/console/domaines/{first.pk}/refuser/", {"reason": "Ce nom est déjà pris ailleurs"})
    assert "Ce nom est déjà pris ailleurs" in words(browser.get(page))
    browser.post(f"{page}domaines/{second.pk}/retirer/")
    desk.post(f"/console/domaines/{second.pk}/accepter/")
    assert not Domain.objects.filter(name="deux.mssante.fr").exists()


def test_the_platform_names_who_administers_a_region(
    holder: User, region_administrator: User, browser_of: BrowserOf
) -> None:
    page, browser = "/console/administrateurs/", browser_of(people.platform_operator())
    named = {"region_code": "53", "address": holder.email}
    assert browser_of(region_administrator).post(page, named).status_code == 404
    assert browser.post(page, named | {"address": "inconnue@exemple.test"}).status_code == 422
    for _ in range(2):
        browser.post(page, named)
    found = Administrator.objects.get(user=holder)
    assert (found.scope, found.region_code) == ("region", "53")
    assert "Bretagne" in Letter.objects.get(to=holder.email, kind="administrator").text
    assert browser.post(page, named | {"region_code": "76"}).status_code == 422
    Administrator.objects.filter(region_code="53").exclude(pk=found.pk).delete()
    browser.post(f"{page}{found.pk}/retirer/")
    assert Administrator.objects.filter(pk=found.pk).exists()
    assert browser_of(region_administrator).post(f"{page}{found.pk}/retirer/", {"sure": "on"}).status_code == 404
    browser.post(f"{page}{found.pk}/retirer/", {"sure": "on"})
    assert not Administrator.objects.filter(pk=found.pk).exists()


def test_settings_are_read_and_no_secret_among_them(browser_of: BrowserOf) -> None:
    said = words(browser_of(people.platform_operator()).get("/console/reglages/"))
    assert "365 jours" in said
    assert "SECRET" not in said


def test_five_thousand_structures_cost_no_more_than_fifty(region_administrator: User, browser_of: BrowserOf) -> None:
    browser = browser_of(region_administrator)
    rows = (Structure(name=f"Structure {n:05}", region_code="76", finess=f"99{n:07}") for n in range(5000))
    Structure.objects.bulk_create(rows)
    costs = {}
    for path in ("/console/structures/", "/console/structures/?q=structure+049", "/console/administrateurs/"):
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(path).status_code == 200
        costs[path] = len(caught)
    assert max(costs.values()) <= 10, costs
    assert streamed(browser.get(f"{LIST}export/")).count("Structure 0") == 5000
