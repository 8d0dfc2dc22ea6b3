"""Shared boxes by HTTP: asked for, decided on, administered; each by the right people and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import accept_box
from medimail.servicedesk.models import Administrator
from medimail.shared_boxes import actions
from medimail.shared_boxes.models import BoxRequest, Closing
from medimail.structures.actions import Facts, register
from tests import people
from tests.people import BrowserOf
from tests.shared_boxes.test_requests import wanted
from tests.web.pages import error_of, hidden, words

pytestmark = pytest.mark.django_db
ASK = "/boites-partagees/demande/"
FORM = {
    "kind": "ORG",
    "structure_name": "EHPAD Les Tilleuls",
    "finess": people.FINESS,
    "postcode": "31000",
    "town": "Toulouse",
    "region_code": "76",
    "service": "Accueil",
    "local_part": "Accueil.Tilleuls",
    "description": "Recevoir les admissions",
    "responsible": "Sonia Le Goff",
}


@pytest.fixture
def opened(holder: User, region_administrator: User) -> Mailbox:
    asked = actions.ask(holder, wanted())
    return accept_box(region_administrator, asked.pk, asked.local_part)


def test_a_request_goes_from_the_form_to_the_open_box(
    holder: User, region_administrator: User, browser_of: BrowserOf
) -> None:
    person, desk = browser_of(holder), browser_of(region_administrator)
    assert person.get(ASK).status_code == 200
    assert "accueil.tilleuls@org.oc.mssante.fr est libre" in words(person.post(f"{ASK}adresse/", FORM))
    invited = "nouvelle@exemple.test"
    page = person.post(ASK, {**FORM, "members": invited}, follow=True)
    assert "Votre demande attend une décision" in words(page)
    asked = BoxRequest.objects.get(asked_by=holder)
    shown = desk.get(f"/demandes/boites/{asked.pk}/")
    assert "EHPAD Les Tilleuls – Accueil" in words(desk.get("/demandes/boites/"))
    desk.post(f"/demandes/boites/{asked.pk}/accepter/", {**hidden(shown), "local_part": "accueil.tilleuls"})
    assert "accueil.tilleuls@org.oc.mssante.fr" in words(person.get(f"/boites-partagees/demandes/{asked.pk}/"))
    assert Letter.objects.filter(to=invited).exists()


def test_a_wrong_form_says_what_to_do(holder: User, opened: Mailbox, browser_of: BrowserOf) -> None:
    browser = browser_of(holder)
    nothing = browser.post(ASK, {**FORM, "finess": "", "kind": "APP", "members": "pas une adresse"})
    assert nothing.status_code == 422
    assert all(error_of(nothing, name) for name in ("finess", "means", "members"))
    taken = browser.post(ASK, {**FORM, "local_part": opened.address})
    assert "déjà donnée" in error_of(taken, "local_part")
    assert error_of(browser.post(ASK, {**FORM, "local_part": "postmaster"}), "local_part")


def test_a_structure_known_here_is_found_without_scripts(holder: User, browser_of: BrowserOf) -> None:
    register(Facts("Clinique du Lauragais", "76", "310000047", town="Villefranche"))
    page = browser_of(holder).post(ASK, {**FORM, "cherche": "lauragais", "chercher": "oui"})
    assert "Clinique du Lauragais, Villefranche" in words(page)
    for broken in ("[1]", "{", '{"finess": null}'):
        assert browser_of(holder).post(ASK, {"choisir": broken}).status_code == 200


def test_an_account_that_is_not_validated_is_told_to_wait(applicant: User, browser_of: BrowserOf) -> None:
    assert "compte personnel validé" in words(browser_of(applicant).get(ASK))
    browser_of(applicant).post(ASK, FORM)
    assert not BoxRequest.objects.filter(asked_by=applicant).exists()


def test_the_wrong_administrator_finds_nothing(opened: Mailbox, browser_of: BrowserOf, holder: User) -> None:
    asked, structure = BoxRequest.objects.get(mailbox=opened), opened.structure_id
    paths = [f"/demandes/boites/{asked.pk}/", f"/console/structures/{structure}/", f"/console/boites/{opened.pk}/"]
    acts = [
        f"/console/boites/{opened.pk}/{act}/" for act in ("suspendre", "rouvrir", "fermer", "garder", "gestionnaire")
    ]
    stranger = people.holder()
    wrong = [people.region_administrator("53"), people.structure_administrator("310000021"), stranger, holder]
    for user in wrong:
        browser = browser_of(user)
        assert [browser.get(path).status_code for path in paths] == [404] * len(paths)
        assert {browser.post(act, {"reason": "x", "address": stranger.email}).status_code for act in acts} == {404}
    for user in (people.structure_administrator(people.FINESS), people.platform_operator()):
        browser = browser_of(user)
        assert [browser.get(path).status_code for path in paths] == [200] * len(paths)
    assert browser_of(stranger).get(f"/boites-partagees/demandes/{asked.pk}/").status_code == 404


def test_a_box_is_suspended_reopened_and_closed_on_an_announced_day(
    opened: Mailbox, region_administrator: User, browser_of: BrowserOf
) -> None:
    browser, page = browser_of(region_administrator), f"/console/boites/{opened.pk}/"
    assert browser.post(f"{page}suspendre/", {}).status_code == 422
    browser.post(f"{page}suspendre/", {"reason": "Enquête en cours"})
    assert Mailbox.objects.get(pk=opened.pk).state == Mailbox.State.SUSPENDED
    browser.post(f"{page}rouvrir/")
    assert Mailbox.objects.get(pk=opened.pk).state == Mailbox.State.ACTIVE
    browser.post(f"{page}fermer/", {"reason": "Le service ferme"})
    actions.close_due()
    assert Mailbox.objects.get(pk=opened.pk).state == Mailbox.State.ACTIVE
    Closing.objects.filter(mailbox=opened).update(closes_on="2026-01-01")
    for _ in range(2):
        actions.close_due()
    assert Mailbox.objects.get(pk=opened.pk).state == Mailbox.State.CLOSED
    manager = BoxRequest.objects.get(mailbox=opened).asked_by
    told = Letter.objects.filter(to=manager.email, kind="box_standing").order_by("id")
    assert [letter.subject.split("partagée ")[1] for letter in told] == [
        "est suspendue",
        "est rouverte",
        "va fermer",
        "est fermée",
    ]


def test_a_manager_is_named_by_the_administrator_and_never_themselves(
    opened: Mailbox, region_administrator: User, browser_of: BrowserOf
) -> None:
    browser, page = browser_of(region_administrator), f"/console/boites/{opened.pk}/gestionnaire/"
    successor = people.holder()
    assert browser.post(page, {"address": "inconnue@exemple.test"}).status_code == 422
    browser.post(page, {"address": successor.email})
    assert opened.grants.filter(person=successor, role="manager", ended_at=None).count() == 1
    both = people.holder()
    people.appoint(both, Administrator.Scope.REGION, region_code="76")
    assert browser_of(both).post(page, {"address": both.email}).status_code == 422


def test_administrators_are_appointed_and_the_last_is_removed_on_purpose(
    opened: Mailbox, region_administrator: User, browser_of: BrowserOf
) -> None:
    browser, page = browser_of(region_administrator), f"/console/structures/{opened.structure_id}/"
    chosen = people.holder()
    browser.post(f"{page}administrateurs/", {"address": chosen.email})
    pk = Administrator.objects.get(user=chosen).pk
    assert browser_of(chosen).post(f"{page}administrateurs/", {"address": people.holder().email}).status_code == 404
    Administrator.objects.filter(structure=opened.structure_id).exclude(pk=pk).delete()
    browser.post(f"{page}administrateurs/{pk}/retirer/")
    assert Administrator.objects.filter(pk=pk).exists()
    browser.post(f"{page}administrateurs/{pk}/retirer/", {"sure": "on"})
    assert not Administrator.objects.filter(pk=pk).exists()


def test_five_thousand_structures_cost_what_one_costs(region_administrator: User, browser_of: BrowserOf) -> None:
    from medimail.structures.models import Structure

    browser = browser_of(region_administrator)
    costs = []
    for many in (1, 5000):
        Structure.objects.bulk_create(
            [Structure(name=f"Structure {n:05}", region_code="76", finess=f"{many % 9}{n:08}") for n in range(many)]
        )
        with CaptureQueriesContext(connection) as seen:
            page = browser.get("/console/structures/?q=structure")
        costs.append(len(seen))
    assert costs[1] <= costs[0]
    assert "Structures suivantes" in words(page)
    assert browser.get("/console/structures/?q=structure&apres=" + "9" * 30).status_code == 200
