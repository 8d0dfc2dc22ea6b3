"""One box at a time has its rules applied: who waits is not told that it failed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.mailboxes.models import Mailbox
from medimail.refiling import tasks
from medimail.refiling.models import Refiling
from tests import people

pytestmark = pytest.mark.django_db
State = Refiling.State


def refiling(state: str, *, hours: int) -> Refiling:
    box: Mailbox = people.holder().mailboxes.get()
    made = Refiling.objects.create(mailbox=box, person=box.holder, state=state)
    Refiling.objects.filter(pk=made.pk).update(changed_at=timezone.now() - timedelta(hours=hours))
    return made


def after_tidying(one: Refiling) -> str:
    tasks.tidy(0)
    one.refresh_from_db()
    return one.state


@pytest.mark.parametrize("ahead", [State.RUNNING, State.DONE])
def test_who_waits_for_hours_behind_another_goes_on_waiting(ahead: str) -> None:
    waits = refiling(State.WAITING, hours=3)
    refiling(ahead, hours=0)
    assert after_tidying(waits) == State.WAITING


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING])
def test_what_nobody_works_on_has_failed(state: str) -> None:
    left = refiling(state, hours=3)
    refiling(State.WAITING, hours=0)
    assert after_tidying(left) == State.FAILED


def test_one_at_work_hides_no_other_that_died() -> None:
    died = refiling(State.RUNNING, hours=3)
    refiling(State.RUNNING, hours=0)
    assert after_tidying(died) == State.FAILED
