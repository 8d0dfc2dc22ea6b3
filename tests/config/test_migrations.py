from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from medimail.accounts.models import NationalNumber
from medimail.enrolment.models import Application

FORMER = [
    ("accounts", "0001_initial"),
    ("enrolment", "0001_initial"),
    ("mailboxes", "0002_mailserver_views"),
    ("notifications", "0001_initial"),
    ("servicedesk", "0001_initial"),
]


@pytest.mark.django_db
def test_the_tables_are_those_of_the_models() -> None:
    """SystemExit when a change of a model has no migration."""
    call_command("makemigrations", "--check", "--dry-run")


def test_requests_of_the_former_release_keep_their_place_and_their_number(copied_database: str) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(FORMER)
    former: Any = executor.loader.project_state(FORMER).apps
    now = timezone.now()
    # The third was refused and begins anew: it waits from its next sending.
    for number, state in (("1", "active"), ("2", "awaiting_validation"), ("3", "identification_pending")):
        user = former.get_model("accounts.User").objects.create(email=f"{number}@exemple.test", password="")
        former.get_model("accounts.Profile").objects.create(
            user=user, profession_code="21", region_code="76", identifier_type="RPPS", national_id=number
        )
        former.get_model("enrolment.Application").objects.create(
            user=user, state=state, submitted_at=now, decided_at=now if state == "active" else None
        )
    call_command("migrate", verbosity=0)
    assert list(Application.objects.order_by("id").values_list("waiting_since", flat=True)) == [now, now, None]
    assert list(NationalNumber.objects.values_list("number", "proof")) == [("1", "administrator")]
