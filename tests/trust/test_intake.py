"""The last good list stays in use, whatever comes after it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from medimail.audit.models import Trace
from medimail.trust.actions import list_peer, take_in
from medimail.trust.actions.refreshing import pinned
from medimail.trust.models import AllowListImport, ListedPeer, Operator
from medimail.trust.queries import changes, in_space, last_good, speaks_for, state
from tests import allow_list
from tests.allow_list import GENERATED, LINES, ONE, TWO, at, operator, signed, signer

pytestmark = pytest.mark.django_db
EARLIER, LATER, LATER_STILL = at(-7), at(-5), at(-4)
HERE = "/list.xml"


def taken(content: bytes | None = None, *, accept_shrink: bool = False, dry_run: bool = False) -> AllowListImport:
    content = signed() if content is None else content
    return take_in(content, source=HERE, trust=pinned(), accept_shrink=accept_shrink, dry_run=dry_run)


def lines() -> set[tuple[str, str]]:
    return set(ListedPeer.objects.values_list("domain", "certificate__written"))


def test_a_list_is_taken_in() -> None:
    report = taken()
    assert (report.state, report.entries, report.domains, report.operators, report.certificates) == (
        "taken",
        3,
        3,
        2,
        2,
    )
    assert lines() == set(LINES)
    assert last_good() == report
    assert speaks_for("mta.un.example", "un.mssante.fr")
    assert not speaks_for("mta.un.example", "deux.mssante.fr")
    assert in_space("trois.mssante.fr")
    assert not in_space("quatre.mssante.fr")
    assert Trace.objects.filter(action="allow_list.taken", subject=f"trust.allowlistimport:{report.pk}").count() == 1


def test_names_are_kept_as_they_compare() -> None:
    several = [
        ("UC-CMP.mssante.fr", ONE),
        ("uc-cmp.mssante.fr", ONE.replace(",", ", ").lower()),
        ("uc-cmp.mssante.fr", operator("mta2.un.example")),
        ("uc-cmp.mssante.fr", TWO),
        ("mssante.apicrypt.example", TWO),
    ]
    report = taken(signed(lines=several))
    assert (report.entries, report.domains, report.operators, report.certificates) == (5, 2, 2, 3)
    assert ListedPeer.objects.filter(domain="uc-cmp.mssante.fr").count() == 3
    assert in_space("mssante.apicrypt.example")
    assert taken(signed(lines=several, generated=LATER)).pk == report.pk


def test_a_difference_is_written_and_what_moved_is_kept() -> None:
    taken()
    assert changes() == []
    moved = [("un.mssante.fr", TWO), ("deux.mssante.fr", TWO), ("neuf.mssante.fr", ONE)]
    report = taken(signed(lines=moved, generated=LATER))
    assert (report.added, report.removed) == (2, 2)
    assert lines() == set(moved)
    one, two = (Operator.objects.get(certificates__written=name).code for name in (ONE, TWO))
    assert {(each.domain, *each.before, "→", *each.after) for each in changes()} == {
        ("un.mssante.fr", one, "→", two),
        ("trois.mssante.fr", two, "→"),
        ("neuf.mssante.fr", "→", one),
    }
    assert [each.brought_by for each in changes(domain="un.mssante.fr")] == [report]


def test_a_move_shows_both_operators_while_it_lasts() -> None:
    others = [(f"d{number}.mssante.fr", TWO) for number in range(10)]
    for moment, names in ((GENERATED, [ONE]), (LATER, [ONE, TWO]), (LATER_STILL, [TWO])):
        both = [*(("un.mssante.fr", name) for name in names), *others]
        assert taken(signed(lines=both, generated=moment)).state == "taken"
    assert [(len(each.before), len(each.after)) for each in changes(domain="un.mssante.fr")] == [(2, 1), (1, 2)]


def test_a_new_certificate_of_the_same_operator_moves_nothing() -> None:
    taken()
    renewed = [("un.mssante.fr", operator("mta9.un.example")), *LINES[1:]]
    assert taken(signed(lines=renewed, generated=LATER)).added == 1
    assert changes() == []


def test_contacts_follow_the_list() -> None:
    taken()
    anew = allow_list.document(LINES, LATER).replace("support@essai", "aide@essai", 1)
    assert taken(signed(anew)).state == "taken"
    assert ListedPeer.objects.get(support__contains="aide@essai").domain == LINES[0][0]
    assert changes() == []


def test_the_same_list_again_is_seen_again() -> None:
    first = taken()
    again = taken()
    assert (again.pk, again.times, again.entries) == (first.pk, 2, 3)
    later = taken(signed(generated=LATER))
    assert (later.pk, later.times, later.added) == (first.pk, 3, 0)
    good = last_good()
    assert good
    assert good.generated_at == datetime.fromisoformat(LATER)
    assert (good.first_at, good.added) == (first.first_at, 3)


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated": ("not_xml", lambda: signed(generated=LATER)[:-500]),
    "nothing": ("not_xml", lambda: b""),
    "altered": ("altered", lambda: signed(generated=LATER).replace(b"trois.mss", b"quatre.mss")),
    "by a stranger": ("signer", lambda: signed(by=allow_list.Authority().signer(), generated=LATER)),
    "expired signer": ("expired", lambda: signed(by=signer(until=-40), generated=LATER)),
    "empty": ("empty", lambda: signed(lines=(), generated=LATER)),
    "shrunk": ("shrunk", lambda: signed(lines=LINES[:2], generated=LATER)),
    "rolled back": ("older", lambda: signed(generated=EARLIER)),
    "two of one moment": ("older", lambda: signed(lines=[*LINES, ("x.mssante.fr", ONE)])),
    "of next year": ("ahead", lambda: signed(generated=at(48))),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_last_good_list_stays_in_use(case: str) -> None:
    good = taken()
    problem, make = REFUSED[case]
    report = taken(make())
    assert (report.state, report.problem) == ("refused", problem)
    assert lines() == set(LINES)
    assert last_good() == good
    found = state()
    assert found.refusal == report
    assert not found.alarm
    # The next good one is taken, and nothing of the refusal is left.
    assert taken(signed(lines=[*LINES, ("x.mssante.fr", ONE)], generated=LATER)).state == "taken"
    assert in_space("x.mssante.fr")
    assert state().refusal is None


def test_the_same_refusal_again_is_counted() -> None:
    for _ in range(3):
        report = taken(b"")
    assert (report.times, AllowListImport.objects.filter(state="refused").count()) == (3, 1)
    assert Trace.objects.filter(action="allow_list.refused", subject=f"trust.allowlistimport:{report.pk}").count() == 1
    assert taken(signed(lines=())).times == 1


def test_a_signer_expired_within_the_tolerance_is_taken(settings: Settings) -> None:
    content = signed(by=signer(until=-10))
    settings.ALLOW_LIST_EXPIRED_DAYS = 9
    assert taken(content).problem == "expired"
    settings.ALLOW_LIST_EXPIRED_DAYS = 11
    assert taken(content).state == "taken"
    assert state().signer_expired


def test_somebody_may_say_that_a_shrink_is_right(settings: Settings) -> None:
    taken()
    fewer = signed(lines=LINES[:2], generated=LATER)
    assert taken(fewer).problem == "shrunk"
    assert taken(fewer, accept_shrink=True).state == "taken"
    taken(signed(lines=LINES, generated=LATER_STILL))
    settings.ALLOW_LIST_SHRINK_PERCENT = 34
    assert taken(signed(lines=LINES[:2], generated=at(-3))).state == "taken"


def test_domains_that_go_count_though_entries_come() -> None:
    many = [(f"d{number}.mssante.fr", ONE) for number in range(10)]
    taken(signed(lines=many))
    other = [("d1.mssante.fr", operator(f"mta{number}.un.example")) for number in range(12)]
    assert taken(signed(lines=other, generated=LATER)).problem == "shrunk"


def test_who_was_listed_by_hand_stays() -> None:
    list_peer("A-la-main.example", "mta.a-la-main.example")
    list_peer("un.mssante.fr", "mta.un.example")
    taken()
    taken(signed(lines=LINES[1:], generated=LATER), accept_shrink=True)
    assert speaks_for("MTA.a-la-main.example", "a-la-main.example")
    assert speaks_for("mta.un.example", "un.mssante.fr")
    assert ListedPeer.objects.filter(fixed=True).count() == 2


def test_a_dry_run_leaves_nothing() -> None:
    good = taken()
    report = taken(signed(lines=[*LINES, ("x.mssante.fr", ONE)], generated=LATER), dry_run=True)
    assert (report.state, report.entries, report.added) == ("taken", 4, 1)
    assert taken(b"", dry_run=True).problem == "not_xml"
    assert (lines(), last_good(), list(AllowListImport.objects.all())) == (set(LINES), good, [good])
    assert last_good().generated_at == datetime.fromisoformat(GENERATED)  # type: ignore[union-attr]


def test_the_alarm_rings_after_a_day(settings: Settings) -> None:
    assert not state().alarm, "nothing is expected here"
    settings.ALLOW_LIST_URL = "https://list.example/"
    assert state().alarm, "a list is to be fetched, and none ever came"
    good = taken()
    assert not state(good.last_at + timedelta(hours=24)).alarm
    assert state(good.last_at + timedelta(hours=25)).alarm
    settings.ALLOW_LIST_URL = ""
    assert state(good.last_at + timedelta(hours=25)).alarm


def test_nine_thousand_entries_take_few_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """Statements, since the machine of the tests is shared; alone it takes about a second (printed with `-s`)."""
    names = [operator(f"mta{number}.example", f"{number % 320:014}") for number in range(390)]

    def many(shift: int) -> list[allow_list.Line]:
        return [(f"d{number // 2}.mssante.fr", names[(number + shift) % len(names)]) for number in range(9_000)]

    contents = [
        signed(lines=many(shift), generated=moment) for moment, shift in ((GENERATED, 0), (LATER, 0), (LATER_STILL, 1))
    ]
    for content, most in zip(contents, (35, 10, 35), strict=True):
        start = perf_counter()
        with django_assert_max_num_queries(most):
            report = taken(content)
        print(f"{perf_counter() - start:.2f} s, {report.added} added, {report.removed} removed")
        assert report.state == "taken"
