"""From the wish for a shared box to the open box: who decides, once, and what it becomes."""

import pytest

from medimail.accounts.models import User
from medimail.directory.models import Entry
from medimail.directory.search.question import Viewer
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.errors import AddressTaken
from medimail.mailboxes.models import Mailbox, Role
from medimail.notifications.models import Letter
from medimail.publication.models import Box
from medimail.servicedesk.access import box_request_for
from medimail.servicedesk.actions import accept_box, ask_about_box, refuse_box
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince, StructureElsewhere
from medimail.servicedesk.queries import box_requests
from medimail.shared_boxes import actions
from medimail.shared_boxes.errors import NoAccount, WrongState
from medimail.shared_boxes.lookup import structures_named
from medimail.shared_boxes.models import BoxRequest, ProgramAccess
from medimail.structures.actions import Facts, register
from tests import people
from tests.people import wanted_box as wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(holder: User) -> BoxRequest:
    return actions.ask(holder, wanted())


def test_an_accepted_request_opens_the_box_and_makes_its_manager(asked: BoxRequest, region_administrator: User) -> None:
    box = accept_box(region_administrator, asked.pk, asked.local_part)
    assert box.address == f"{asked.local_part}@org.oc.mssante.fr"
    assert (box.holder, box.kind, box.service) == (None, Mailbox.Kind.ORG, "Infirmerie")
    assert [one.role for one in mailboxes_of(asked.asked_by) if one.pk == box.pk] == [Role.MANAGER]
    assert box.pk not in [one.pk for one in mailboxes_of(region_administrator)]
    assert Entry.objects.get(address=box.address).in_mssante
    assert Box.objects.get(address=box.address).facts.structure == f"1{people.FINESS}"
    assert box.address in Letter.objects.get(to=asked.asked_by.email, kind="box_open").text


def test_a_structure_without_finess_is_published_by_its_siret(holder: User, region_administrator: User) -> None:
    asked = actions.ask(holder, wanted(finess="", siret="18310021300028"))
    box = accept_box(region_administrator, asked.pk, asked.local_part)
    assert Box.objects.get(address=box.address).facts.structure == "318310021300028"


def test_two_administrators_make_one_decision(asked: BoxRequest, region_administrator: User) -> None:
    colleague = people.region_administrator("76")
    refuse_box(colleague, asked.pk, "Déjà ouverte")
    with pytest.raises(AlreadyDecided) as late:
        accept_box(region_administrator, asked.pk, asked.local_part)
    assert late.value.by == colleague.full_name
    assert not Mailbox.objects.filter(address__startswith=asked.local_part).exists()


def test_an_address_is_never_given_twice(asked: BoxRequest, region_administrator: User) -> None:
    accept_box(region_administrator, asked.pk, asked.local_part)
    second = actions.ask(people.holder(), wanted(local_part=asked.local_part))
    with pytest.raises(AddressTaken):
        accept_box(region_administrator, second.pk, second.local_part)
    second.refresh_from_db()
    assert second.state == BoxRequest.State.WAITING
    assert accept_box(region_administrator, second.pk, f"{second.local_part}.bis").address.startswith(second.local_part)


def test_a_request_is_seen_by_its_region_and_its_structure_only(
    asked: BoxRequest, region_administrator: User, other_administrator: User
) -> None:
    own, other = people.structure_administrator(people.FINESS), people.structure_administrator("310000021")
    for sees in (region_administrator, own, people.platform_operator()):
        assert box_request_for(sees, asked.pk) == asked
    for blind in (other_administrator, other):
        with pytest.raises(BoxRequest.DoesNotExist):
            accept_box(blind, asked.pk, asked.local_part)


def test_a_structure_of_another_region_is_not_opened_under_a_region_that_was_typed(holder: User) -> None:
    people.structure_administrator(people.FINESS)  # in Occitanie
    asked = actions.ask(holder, wanted(region_code="53"))
    with pytest.raises(StructureElsewhere):
        accept_box(people.region_administrator("53"), asked.pk, asked.local_part)
    assert not Mailbox.objects.filter(kind="ORG").exists()
    accept_box(people.platform_operator(), asked.pk, asked.local_part)


def test_structures_without_finess_are_found_side_by_side(holder: User) -> None:
    for name, siret in (("Cabinet des Pins", "18310021300028"), ("Cabinet des Ormes", "73282932000074")):
        register(Facts(name, "76", siret=siret))
    found = structures_named("cabinet", Viewer(holder.pk))
    assert [one.name for one in found] == ["Cabinet des Ormes", "Cabinet des Pins"]


def test_nobody_decides_on_their_own_request(holder: User) -> None:
    people.appoint(holder, people.Administrator.Scope.REGION, region_code="76")
    asked = actions.ask(holder, wanted())
    with pytest.raises(BoxRequest.DoesNotExist):
        accept_box(holder, asked.pk, asked.local_part)


def test_a_question_is_answered_in_the_same_place_of_the_queue(asked: BoxRequest, region_administrator: User) -> None:
    ask_about_box(region_administrator, asked.pk, "Quelle est votre fonction ?")
    with pytest.raises(WrongState):
        actions.answer(asked.asked_by, actions.ask(asked.asked_by, wanted()).pk, "Rien n’est demandé")
    actions.answer(asked.asked_by, asked.pk, "Cadre de santé")
    with pytest.raises(ChangedSince):
        accept_box(region_administrator, asked.pk, asked.local_part, read=asked.submitted_at)
    again = box_request_for(region_administrator, asked.pk)
    assert (again.state, again.waiting_since) == (BoxRequest.State.WAITING, asked.waiting_since)


def test_only_a_validated_account_asks(applicant: User) -> None:
    with pytest.raises(NoAccount):
        actions.ask(applicant, wanted())


def test_a_second_click_asks_once(holder: User) -> None:
    said = wanted()
    assert actions.ask(holder, said) == actions.ask(holder, said)


def test_who_withdrew_is_decided_by_nobody(asked: BoxRequest, region_administrator: User) -> None:
    actions.withdraw(asked.asked_by, asked.pk)
    with pytest.raises(AlreadyDecided):
        accept_box(region_administrator, asked.pk, asked.local_part)
    with pytest.raises(BoxRequest.DoesNotExist):
        actions.withdraw(region_administrator, asked.pk)


def test_a_program_gets_a_place_for_its_proof(holder: User, region_administrator: User) -> None:
    asked = actions.ask(holder, wanted(kind="APP", means="certificate"))
    box = accept_box(region_administrator, asked.pk, asked.local_part)
    assert ProgramAccess.objects.get(mailbox=box).means == "certificate"
    assert not Box.objects.filter(address=box.address).exists()


def test_what_is_known_is_said_line_by_line(region_administrator: User) -> None:
    colleague = people.holder(finess=people.FINESS, company_name="EHPAD Les Tilleuls")
    people.structure_administrator(people.FINESS)  # vouches for the structure
    clear = actions.ask(colleague, wanted())
    strange = actions.ask(people.holder(), wanted(finess="", siret="18310021300028", region_code="76"))
    rows = {row.request.pk: row for row in box_requests(region_administrator, BoxRequest.State.WAITING)}
    assert rows[clear.pk].clear
    verdicts = {line.key: line.verdict for line in rows[strange.pk].lines}
    assert (verdicts["belongs"], verdicts["name"]) == ("warn", "ok")
    assert verdicts["structure"] != "ok"


def test_the_queue_costs_the_same_for_one_and_for_many(
    holder: User, region_administrator: User, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for many in (1, 10):
        for _ in range(many):
            actions.ask(holder, wanted())
        with CaptureQueriesContext(connection) as seen:
            box_requests(region_administrator, BoxRequest.State.WAITING)
        costs.append(len(seen))
    assert costs[0] == costs[1]
