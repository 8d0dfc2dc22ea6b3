"""What a report changes, whom it is believed from, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.accounts.models import User
from medimail.deliveries import reminding
from medimail.deliveries.actions import dismiss, follow, told
from medimail.deliveries.models import Delivery
from medimail.deliveries.queries import lines_of, states_of, under_way
from medimail.lib.reports import parse
from medimail.mail.waiting import waiting
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.trust.actions import list_peer
from tests import people
from tests.lib.reports import ABOUT, AWAY, OWN, PEER, SUBMITTED, brought, delivery, reading

pytestmark = pytest.mark.django_db
S = Delivery.State


@pytest.fixture
def box(holder: User) -> Mailbox:
    list_peer("peer.example", "peer.example")
    list_peer("other.example", "other.example")
    return holder.mailboxes.get()


@pytest.fixture
def colleague(db: None) -> str:
    return people.holder().mailboxes.get().address


@pytest.fixture
def envelope(box: Mailbox, holder: User, colleague: str) -> str:
    """One message sent to a colleague of this house and to somebody away."""
    return follow(box, holder, ABOUT, [colleague, AWAY.upper()], asked_read=True, remind_after_days=3)


def says(box: Mailbox, raw: bytes) -> bool:
    report = parse(raw)
    assert report
    return told(box, report)


def states(box: Mailbox) -> list[str]:
    return [line.state for line in lines_of(box, ABOUT)]


def test_each_recipient_has_a_line(box: Mailbox, envelope: str) -> None:
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]
    assert [line.recipient for line in lines_of(box, ABOUT)][1] == AWAY


def test_a_message_sent_again_after_a_refusal_begins_anew(box: Mailbox, holder: User, envelope: str) -> None:
    assert follow(box, holder, ABOUT, [AWAY]) == envelope
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]


@pytest.mark.parametrize(("action", "state"), [("relayed", S.DELIVERED), ("failed", S.FAILED), ("delayed", S.DELAYED)])
def test_our_own_postfix_is_believed(
    box: Mailbox, envelope: str, colleague: str, action: str, state: Delivery.State
) -> None:
    assert says(box, delivery(action, recipient=colleague, envelope=envelope))
    assert states(box) == [state, S.ACCEPTED]


def test_what_it_hands_to_another_operator_is_not_yet_in_a_mailbox(box: Mailbox, envelope: str) -> None:
    assert says(box, delivery("relayed", recipient=AWAY, envelope=envelope))
    assert states(box)[1] == S.RELAYED


@pytest.mark.parametrize("told_by", ["envelope", "message"])
def test_the_operator_of_the_recipient_is_believed(box: Mailbox, envelope: str, told_by: str) -> None:
    known = {"envelope": envelope} if told_by == "envelope" else {"envelope": ""}
    assert says(box, delivery("failed", top=brought(PEER), recipient=AWAY, **known))
    assert states(box)[1] == S.FAILED


FORGED = {
    "another operator": brought(PEER, name="other.example"),
    "an unlisted certificate": brought(PEER, name="nobody.example"),
    "a letter of a person": brought(PEER, sender=AWAY),
    "a colleague of ours": brought(SUBMITTED, sender="someone@medecin.oc.mssante.fr"),
    "headers of its own": brought(PEER, name="other.example") + brought(OWN),
    "no server at all": "X-Nothing: x\n",
}


@pytest.mark.parametrize("top", FORGED.values(), ids=FORGED)
def test_a_forged_report_changes_nothing(box: Mailbox, envelope: str, top: str) -> None:
    assert not says(box, delivery("failed", top=top, recipient=AWAY, envelope=envelope))
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]


def test_a_peer_says_nothing_of_our_own_boxes(box: Mailbox, envelope: str, colleague: str) -> None:
    assert not says(box, delivery("failed", top=brought(PEER), recipient=colleague, envelope=envelope))
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]


@pytest.mark.parametrize("wrong", [{"envelope": "f" * 32}, {"recipient": "nobody@peer.example"}])
def test_a_report_about_nothing_of_ours_is_left_alone(box: Mailbox, envelope: str, wrong: dict[str, str]) -> None:
    assert not says(box, delivery("failed", **({"recipient": AWAY, "envelope": envelope} | wrong)))


def test_another_box_learns_nothing(envelope: str) -> None:
    other = people.holder().mailboxes.get()
    assert not says(other, delivery("failed", recipient=AWAY, envelope=envelope))


def test_a_receipt_of_a_colleague_is_believed(box: Mailbox, envelope: str, colleague: str) -> None:
    assert says(box, reading(recipient=colleague, sender=colleague))
    assert states(box) == [S.READ, S.ACCEPTED]
    assert lines_of(box, ABOUT)[0].remind_at is None


@pytest.mark.parametrize("sender", ["", AWAY])
def test_a_receipt_by_the_operator_of_the_reader_is_believed(box: Mailbox, envelope: str, sender: str) -> None:
    assert says(box, reading("deleted", top=brought(PEER, sender=sender), recipient=AWAY, sender=AWAY))
    assert states(box)[1] == S.DELETED


def test_nobody_reads_for_another(box: Mailbox, envelope: str, colleague: str) -> None:
    away = {"recipient": colleague, "sender": colleague}
    for raw in (
        reading(top=brought(SUBMITTED, sender="spy@pharmacien.oc.mssante.fr"), **away),
        reading(top=brought(PEER), **away),
        reading(top=brought(PEER, name="other.example"), recipient=AWAY, sender=AWAY),
        reading(top=brought(PEER), recipient=AWAY, sender="luc@other.example"),
    ):
        assert not says(box, raw)
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]


def test_a_failure_waits_until_somebody_saw_it(box: Mailbox, holder: User, envelope: str, colleague: str) -> None:
    says(box, delivery("relayed", recipient=colleague, envelope=envelope))
    says(box, reading(recipient=colleague, sender=colleague))
    says(box, delivery("failed", recipient=AWAY, envelope=envelope))
    assert waiting(box).trouble == 1
    (failed,) = under_way(box).lines
    assert (failed.recipient, failed.code) == (AWAY, "5.1.1")
    assert Letter.objects.filter(kind="delivery_trouble", to=holder.email).count() == 1
    for _ in range(2):
        dismiss(box, holder, failed)
    assert (waiting(box).trouble, under_way(box).lines) == (0, [])
    assert states_of(box, [ABOUT, "<x@y>"]) == {ABOUT: S.FAILED}


def test_a_reminder_comes_once_and_goes_with_the_reading(
    box: Mailbox, holder: User, envelope: str, colleague: str
) -> None:
    Delivery.objects.update(remind_at=timezone.now() - timedelta(seconds=1))
    for _ in range(2):
        reminding.pass_by()
    assert waiting(box).trouble == 2
    assert Letter.objects.filter(kind="delivery_trouble").count() == 1
    says(box, reading(recipient=colleague, sender=colleague))
    assert waiting(box).trouble == 1


def test_six_days_without_news_are_told(box: Mailbox, envelope: str) -> None:
    Delivery.objects.filter(recipient=AWAY).update(sent_at=timezone.now() - timedelta(days=7))
    reminding.pass_by()
    assert states(box) == [S.ACCEPTED, S.SILENT]
    assert waiting(box).trouble == 1


def test_a_year_later_the_lines_are_forgotten(box: Mailbox, envelope: str) -> None:
    Delivery.objects.filter(recipient=AWAY).update(sent_at=timezone.now() - timedelta(days=400))
    reminding.pass_by()
    assert len(states(box)) == 1


def test_pages_of_lines_never_overlap(box: Mailbox, holder: User) -> None:
    follow(box, holder, ABOUT, [f"p{number}@peer.example" for number in range(120)])
    seen, before = list[int](), None
    while True:
        page = under_way(box, before=before)
        seen += [line.pk for line in page.lines]
        if (before := page.older) is None:
            break
    assert len(seen) == len(set(seen)) == 120
