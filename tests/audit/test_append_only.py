import pytest
from django.db import DatabaseError, transaction

from medimail.audit.actions import trace
from medimail.audit.models import Trace
from tests import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [lambda: Trace.objects.update(action="other"), lambda: Trace.objects.all().delete()])
def test_the_database_refuses_to_change_a_trace(change: object) -> None:
    user = people.account()
    trace(user, "test.act", user)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()  # type: ignore[operator]
    assert Trace.objects.get(action="test.act").actor == user
