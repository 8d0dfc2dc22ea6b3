"""What `verify-audit` finds, each on a chain that it found whole a moment before."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from medimail.accounts.models import User
from medimail.audit import checking
from medimail.audit.actions import forget_old, seal, trace
from medimail.audit.models import Link, Seal, Trace
from tests import people

pytestmark = pytest.mark.django_db
AROUND = 30


@pytest.fixture
def person(db: None) -> User:
    return people.account()


@pytest.fixture
def sealed(person: User) -> list[int]:
    """Numbers of traces behind three seals, in the midst of which stand some of ours."""
    for _ in range(3):
        for _ in range(AROUND):
            trace(person, "test.act", person, count=1)
        assert seal() >= AROUND
    assert checking.check().findings == []
    return list(Trace.objects.filter(action="test.act", actor=person).order_by("id").values_list("id", flat=True))


def verify(*options: str) -> str:
    said = io.StringIO()
    call_command("verify_audit", *options, stdout=said)
    return said.getvalue()


def broken(*options: str) -> str:
    """The last word of the command, which ends with exit code 1."""
    with pytest.raises(CommandError) as refusal:
        verify(*options)
    assert refusal.value.returncode == 1
    return str(refusal.value)


def by_superuser(sentence: str, *values: object) -> None:
    """As somebody would who may switch off the protection, and switches it on again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_trace", "audit_link", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for one in sentence.split(";"):
            cursor.execute(one, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with deferred checks left cannot be altered
        for table in ("audit_trace", "audit_link", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept")


def test_a_whole_chain_says_so(sealed: list[int]) -> None:
    said = verify()
    assert "Everything sealed is whole." in said
    seal_shown = re.search(r"The last seal is (\S+)", said)
    assert seal_shown
    assert "whole" in verify("--known", seal_shown[1])


@pytest.mark.parametrize(
    "change",
    ["action = 'other.act'", "at = at + interval '1 second'", "actor_id = NULL", "subject = ''", "detail = '{}'"],
)
def test_an_altered_trace(sealed: list[int], change: str) -> None:
    by_superuser("UPDATE audit_trace SET " + change + " WHERE id = %s", sealed[40])  # noqa: S608 (the changes above)
    assert broken().endswith(f"The first trace concerned is {sealed[40]}.")


def test_a_removed_trace(sealed: list[int]) -> None:
    by_superuser("DELETE FROM audit_trace WHERE id = %s", sealed[40])
    assert broken().endswith(f"The first trace concerned is {sealed[40]}.")


def test_a_removed_trace_with_its_link(sealed: list[int]) -> None:
    """Nothing is left of it: it shows at the row after."""
    by_superuser("DELETE FROM audit_trace WHERE id = %s", sealed[40])
    by_superuser("DELETE FROM audit_link WHERE trace_id = %s", sealed[40])
    assert broken().endswith(f"The first trace concerned is {sealed[41]}.")


def test_an_inserted_trace(sealed: list[int], person: User) -> None:
    """Under a number that a transaction took and gave up: one such gap stands in most houses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_trace', 'id'))")
        free = cursor.fetchone()[0]
    trace(person, "test.act", person)
    seal()
    assert "whole" in verify()
    Trace.objects.create(pk=free, actor=person, action="test.act", subject="")
    assert broken().endswith(f"The first trace concerned is {free}.")


@pytest.mark.parametrize("change", ["count = count - 1", "newest = newest - interval '1 day'", "digest = '\\x00'"])
def test_an_altered_seal(sealed: list[int], change: str) -> None:
    middle = Seal.objects.get(after__lt=sealed[40], until__gte=sealed[40])
    by_superuser("UPDATE audit_seal SET " + change + " WHERE number = %s", middle.number)  # noqa: S608 (the changes above)
    assert f"first trace concerned is {middle.after + 1}." in broken()


def test_a_removed_seal(sealed: list[int]) -> None:
    by_superuser("DELETE FROM audit_seal WHERE until = %s", sealed[2 * AROUND - 1])
    assert broken()


def test_an_end_cut_off(sealed: list[int]) -> None:
    known = verify().split("The last seal is ")[1].split()[0]
    last = Seal.objects.order_by("-number")[0]
    by_superuser("DELETE FROM audit_trace WHERE id > %s", last.after)
    by_superuser("DELETE FROM audit_link WHERE trace_id > %s", last.after)
    by_superuser("DELETE FROM audit_seal WHERE number = %s", last.number)
    assert broken()
    # Somebody who puts back every place where the house knows better is found by what was logged.
    before = Seal.objects.order_by("-number")[0]
    by_superuser(
        "UPDATE audit_progress SET seal = %s, digest = %s, until = %s", before.number, before.digest, before.until
    )
    assert "whole" in verify()
    assert broken("--known", known)


def test_a_beginning_cut_off(sealed: list[int]) -> None:
    first = Seal.objects.order_by("number")[0]
    by_superuser("DELETE FROM audit_trace WHERE id <= %s", first.until)
    by_superuser("DELETE FROM audit_link WHERE trace_id <= %s", first.until)
    by_superuser("DELETE FROM audit_seal WHERE number = %s", first.number)
    assert broken()


@pytest.mark.parametrize(
    "weaken",
    [
        "ALTER TABLE audit_trace DISABLE TRIGGER audit_trace_kept",
        "ALTER TABLE audit_trace ENABLE TRIGGER audit_trace_append_only",
        "DROP TRIGGER audit_seal_append_only ON audit_seal",
        "CREATE OR REPLACE FUNCTION audit_trace_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
def test_a_protection_switched_off(sealed: list[int], weaken: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(weaken)
    assert broken()


def test_the_house_removes_its_oldest_seals(person: User) -> None:
    _start_anew()
    for age in ("1200 days", "1150 days", "1 day"):
        _trace_of_old(person, age)
        seal()
    assert forget_old() == 2
    assert list(Link.objects.values_list("trace__action", flat=True)) == ["test.old"]
    assert Trace.objects.filter(action="test.old").count() == 1
    assert "whole" in verify()
    seal()
    assert "whole" in verify()
    assert forget_old() == 0


def _trace_of_old(person: User, age: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_trace (at, actor_id, action, subject, detail) "
            "VALUES (now() - %s::interval, %s, 'test.old', '', '{}')",
            [age, person.pk],
        )


def _start_anew() -> None:
    """A house without any trace, for this test's transaction."""
    by_superuser("DELETE FROM audit_trace; DELETE FROM audit_link; DELETE FROM audit_seal; DELETE FROM audit_progress")


REFUSED = {
    "audit_trace": "UPDATE audit_trace SET at = at",
    "audit_link": "UPDATE audit_link SET digest = digest",
    "audit_seal": "UPDATE audit_seal SET digest = digest",
}


@pytest.mark.parametrize("table", REFUSED)
@pytest.mark.parametrize("act", ["update", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_even_through_the_door_of_the_house(sealed: list[int], table: str, act: str) -> None:
    """What is younger than six months, and a link or a seal whose traces still stand."""
    sentence = REFUSED[table] if act == "update" else act.format(table)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL medimail.forgetting = 'on'")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(sentence)
