"""Each change is told once, in order, whatever the other side does; nothing is lost and nobody is doubled."""

import json
import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.audit.models import Trace
from medimail.publication.actions import catch_up, claim, put_off, record, repairing, retry, retry_refused, told
from medimail.publication.drivers import deliver
from medimail.publication.models import Box, Change
from tests.fake_fhir import KEY, PERSON, STRUCTURE, NationalDirectory, closed_port
from tests.publication.boxes import ADDRESS, RPPS, listing, service

pytestmark = pytest.mark.django_db
PERSON_BOXES = (PERSON, f"8{RPPS}")


@pytest.fixture
def opened(national: NationalDirectory) -> Change:
    """A BAL PER that has just opened."""
    record(listing())
    return Change.objects.get()


def states() -> list[str]:
    return list(Change.objects.order_by("pk").values_list("state", flat=True))


def later() -> None:
    """The delays are over."""
    Change.objects.filter(state="waiting").update(try_at=timezone.now())


def test_a_box_that_opens_is_there_with_what_is_known_of_it(national: NationalDirectory, opened: Change) -> None:
    record(service())
    deliver()
    assert national.boxes(*PERSON_BOXES) == [ADDRESS]
    assert national.facts(ADDRESS) == {"type": "PER", "digitization": True, "listeRouge": False, "rank": 1}
    assert national.boxes(STRUCTURE, "310000013") == ["accueil@ehpad.oc.mssante.fr"]
    assert national.facts("accueil@ehpad.oc.mssante.fr")["service"] == "Accueil"
    assert states() == ["told", "told"]
    assert Trace.objects.filter(action="publication.told").count() == 2


def test_changes_follow_one_another(national: NationalDirectory, opened: Change) -> None:
    record(listing(paperless=False))
    record(listing(paperless=False, red_list=True))
    deliver()
    assert national.facts(ADDRESS) == {"type": "PER", "digitization": False, "listeRouge": True, "rank": 1}
    kinds = [[one["part"][0]["valueCode"] for one in asked["body"]["parameter"]] for asked in national.asked]
    assert kinds == [["delete", "insert"], ["replace"], ["replace"]]
    record(listing(open=False))
    deliver()
    assert national.boxes(*PERSON_BOXES) == []
    assert states() == ["told"] * 4


def test_a_number_that_is_corrected_takes_the_box_from_the_wrong_person(
    national: NationalDirectory, opened: Change
) -> None:
    national.knows(PERSON, "81")
    deliver()
    record(listing(national_id="1"))
    deliver()
    assert (national.boxes(*PERSON_BOXES), national.boxes(PERSON, "81")) == ([], [ADDRESS])


def test_an_answer_that_never_came_back_doubles_nobody(national: NationalDirectory, opened: Change) -> None:
    national.taken_first, national.answers = True, ["cut"]
    deliver()
    assert (national.boxes(*PERSON_BOXES), states()) == ([ADDRESS], ["waiting"])
    later()
    deliver()
    assert (national.boxes(*PERSON_BOXES), states()) == ([ADDRESS], ["told"])
    assert len(national.asked) == 2


def test_a_worker_killed_at_work_is_followed_by_another(national: NationalDirectory, opened: Change) -> None:
    dead = claim()
    assert dead
    deliver()
    assert national.asked == []  # it may still be alive
    later()
    deliver()
    assert states() == ["told"]
    put_off(dead, "down")
    told(dead, "fhir")
    assert states() == ["told"]
    assert Trace.objects.filter(action="publication.told").count() == 1


@pytest.mark.parametrize("answer", [408, 429, 500, 502, 503, 504, 302, 201, "cut", "garbage"])
def test_what_may_pass_is_tried_again(national: NationalDirectory, opened: Change, answer: int | str) -> None:
    national.answers = [answer]
    before = timezone.now()
    deliver()
    opened.refresh_from_db()
    assert (opened.state, opened.tries, bool(opened.reason)) == ("waiting", 1, True)
    assert opened.try_at > before + timedelta(minutes=1)
    deliver()
    assert len(national.asked) == 1
    later()
    deliver()
    assert states() == ["told"]


def test_a_directory_that_is_down_is_asked_again_for_ever(
    national: NationalDirectory, opened: Change, settings: Settings
) -> None:
    settings.PUBLICATION_URL = f"http://127.0.0.1:{closed_port()}"
    delays = []
    for _ in range(20):
        deliver()
        opened.refresh_from_db()
        assert opened.tried_at
        delays.append(opened.try_at - opened.tried_at)
        later()
    assert (opened.state, opened.tries, opened.reason) == ("waiting", 20, "down")
    assert delays[5] > delays[3]
    assert delays[-1] < timedelta(hours=5)
    settings.PUBLICATION_URL = national.url
    deliver()
    assert national.boxes(*PERSON_BOXES) == [ADDRESS]


@pytest.mark.parametrize(("answer", "asked"), [(503, 1), (429, 1), ("cut", 1), (500, 3)])
def test_an_ill_directory_is_not_asked_for_each_change(
    national: NationalDirectory, opened: Change, answer: int | str, asked: int
) -> None:
    for number in range(9):
        record(service(address=f"service{number}@ehpad.oc.mssante.fr"))
    national.after_all = answer
    deliver()
    assert len(national.asked) == asked
    national.after_all = 0
    later()
    deliver()
    assert set(states()) == {"told"}


def test_later_changes_of_a_box_wait_for_the_earlier_and_other_boxes_do_not(
    national: NationalDirectory, opened: Change
) -> None:
    national.answers = [500]
    record(listing(paperless=False))
    record(service())
    deliver()
    assert states() == ["waiting", "waiting", "told"]
    later()
    deliver()
    assert national.facts(ADDRESS)["digitization"] is False
    assert states() == ["told"] * 3


@pytest.mark.parametrize(
    ("status", "reason"), [(404, "unknown"), (412, "several"), (400, "wrong"), (422, "wrong"), (401, "key")]
)
def test_what_is_refused_is_kept_for_a_human(
    national: NationalDirectory, opened: Change, status: int, reason: str
) -> None:
    national.answers = [status]
    deliver()
    opened.refresh_from_db()
    assert (opened.state, opened.reason) == ("refused", reason)
    trace = Trace.objects.get(action="publication.failed")
    assert trace.detail == {"act": "insert", "reason": reason, "status": status}
    later()
    deliver()
    assert len(national.asked) == 1
    assert retry_refused() == 1
    deliver()
    assert states() == ["told"]


def test_more_refusals_than_one_pass_takes_all_have_their_turn(
    national: NationalDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "_AT_ONCE", 1)
    for unknown in ("1", "2"):
        record(listing(address=f"p{unknown}@medecin.oc.mssante.fr", national_id=unknown))
    deliver()
    for _ in range(2):
        assert retry_refused() == 1
        deliver()
    assert list(Change.objects.values_list("tries", flat=True)) == [2, 2]


def test_a_person_known_there_later_gets_their_box(national: NationalDirectory) -> None:
    record(listing(national_id="1"))
    deliver()
    assert states() == ["refused"]
    national.knows(PERSON, "81")
    retry(None, Change.objects.get().pk)
    deliver()
    assert national.boxes(PERSON, "81") == [ADDRESS]


def test_a_wrong_number_refused_does_not_hold_back_the_right_one(national: NationalDirectory) -> None:
    record(listing(national_id="1"))
    deliver()
    record(listing())
    deliver()
    assert national.boxes(*PERSON_BOXES) == [ADDRESS]
    assert states() == ["overtaken", "told", "told"]


def test_a_refused_opening_then_a_change_puts_the_whole_box_there(national: NationalDirectory, opened: Change) -> None:
    national.answers = [400]
    deliver()
    record(listing(paperless=False))
    deliver()
    assert national.facts(ADDRESS)["digitization"] is False
    assert states() == ["overtaken", "told"]


def test_an_old_refusal_tried_again_never_brings_old_facts_back(national: NationalDirectory, opened: Change) -> None:
    national.answers = [400]
    deliver()
    record(listing(paperless=False))
    retry(None, opened.pk)
    deliver()
    assert national.facts(ADDRESS)["digitization"] is False
    assert states() == ["overtaken", "told"]


def test_a_box_whose_bearer_has_no_number_is_not_sent(national: NationalDirectory) -> None:
    record(service(finess=""))
    deliver()
    assert (national.asked, states()) == ([], ["refused"])
    assert Change.objects.get().reason == "no_bearer"


def test_the_key_is_written_nowhere(
    national: NationalDirectory, opened: Change, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    caplog.set_level(logging.DEBUG)
    national.answers = [401, "cut", 500]
    for _ in range(5):
        deliver()
        retry_refused()
        later()
    settings.PUBLICATION_URL = f"http://127.0.0.1:{closed_port()}"
    record(listing(paperless=False))
    deliver()
    kept = [list(model.objects.values()) for model in (Change, Box, Trace)]
    assert KEY not in json.dumps(kept, default=str)
    assert KEY not in caplog.text
    assert ADDRESS not in " ".join(one.getMessage() for one in caplog.records if one.name.startswith("medimail"))


def test_the_first_day_of_this_way_tells_what_others_had_told(national: NationalDirectory, opened: Change) -> None:
    record(service(open=True))
    Change.objects.update(state="told", told_by="file")
    Box.objects.update(held_by="file")
    record(listing(open=False))
    assert catch_up("fhir") == 1  # the one that closed waits already
    assert catch_up("fhir") == 0
    deliver()
    assert national.boxes(STRUCTURE, "310000013") == ["accueil@ehpad.oc.mssante.fr"]
    assert catch_up("fhir") == 0


def test_everything_may_be_told_once_more(national: NationalDirectory, opened: Change) -> None:
    deliver()
    national.bearers[f"{PERSON}|8{RPPS}"].clear()
    assert catch_up("fhir", everything=True) == 1
    deliver()
    assert national.boxes(*PERSON_BOXES) == [ADDRESS]


def test_nothing_leaves_before_a_way_is_chosen(national: NationalDirectory, opened: Change, settings: Settings) -> None:
    settings.PUBLICATION = "none"
    deliver()
    assert (national.asked, states()) == ([], ["waiting"])
