"""One row in the outbox for each real change of a box that the national directory may know."""

import pytest

from medimail.accounts.models import User
from medimail.mailboxes.actions import close_boxes, follow_profile, reactivate_boxes, suspend_boxes
from medimail.publication.actions import record
from medimail.publication.models import Box, Change
from tests import people
from tests.publication.boxes import RPPS, listing, service

pytestmark = pytest.mark.django_db


def acts() -> list[tuple[str, list[str]]]:
    return [(one.act, one.changed) for one in Change.objects.order_by("pk")]


def test_a_box_is_told_when_it_opens_changes_and_closes(holder: User) -> None:
    assert acts() == [("insert", [])]
    holder.profile.paperless = False
    holder.profile.save()
    follow_profile(holder)
    holder.profile.in_mssante_directory = False
    holder.profile.save()
    follow_profile(holder)
    suspend_boxes(holder, by=None)
    reactivate_boxes(holder, by=None)
    close_boxes(holder, by=None)
    red = ("replace", ["red_list"])
    told = [("insert", []), ("replace", ["paperless"]), red, ("delete", []), ("insert", []), ("delete", [])]
    assert acts() == told
    assert not Box.objects.get().listed


@pytest.mark.parametrize("one", [listing(), service()])
def test_the_same_thing_said_twice_is_told_once(one: object) -> None:
    for _ in range(3):
        record(one)  # type: ignore[arg-type]
    assert acts() == [("insert", [])]


def test_what_only_our_directory_shows_is_not_told() -> None:
    record(listing())
    record(listing(in_medimail_directory=False, holder_id=2, region_code="53"))
    assert acts() == [("insert", [])]


@pytest.mark.parametrize("kind", ["MED", "APP"])
def test_boxes_that_have_no_place_there_are_never_told(kind: str) -> None:
    record(listing(kind=kind))
    record(listing(kind=kind, open=False))
    assert not Change.objects.exists()


def test_a_med_box_of_a_real_person_is_never_told() -> None:
    people.holder(identifier_type="", national_id="")
    assert not Box.objects.exists()


def test_a_box_that_was_never_open_is_not_told() -> None:
    record(listing(open=False))
    assert not Box.objects.exists()


def test_a_number_that_is_corrected_moves_the_box_to_its_right_bearer() -> None:
    record(listing(national_id="1", last_name="Durand"))
    record(listing())
    assert acts() == [("insert", []), ("delete", ["bearer"]), ("insert", ["bearer"])]
    assert [one.facts.bearer for one in Change.objects.order_by("pk")] == ["81", "81", f"8{RPPS}"]


def test_a_new_place_of_a_person_is_no_new_bearer() -> None:
    record(listing())
    record(listing(finess="310000021"))
    assert acts() == [("insert", []), ("replace", ["finess"])]
