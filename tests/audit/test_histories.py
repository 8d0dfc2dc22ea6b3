import pytest

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.audit.queries import traces_of

pytestmark = pytest.mark.django_db


def test_signing_in_each_day_hides_nothing_of_a_history(holder: User) -> None:
    for _ in range(205):
        trace(holder, "sign_in.accepted", holder)
    assert "number.proved" in [one.action for one in traces_of([holder])]
