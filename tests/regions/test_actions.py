"""Every act leaves one trace; two colleagues at once never lose each other's words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.regions.actions import Contacts, Words, end, keep_contacts, publish, rewrite
from medimail.regions.errors import ChangedSince
from medimail.regions.models import Notice
from tests import people

START = timezone.now()


def words(text: str = "Ce soir.") -> Words:
    return Words("Coupure", text, START, region_code="76")


@pytest.mark.django_db
def test_each_act_is_traced_once(region_administrator: User) -> None:
    for _ in range(2):
        notice = publish(region_administrator, words())
    for _ in range(2):
        rewrite(region_administrator, notice.pk, words("Demain."), read=1)
    for _ in range(2):
        end(region_administrator, notice.pk)
    keep_contacts(region_administrator, "76", Contacts("GRADeS d’oc", "05 36 49 00 76"))
    found = Trace.objects.filter(actor=region_administrator).order_by("id").values_list("action", flat=True)
    assert list(found) == ["notice.published", "notice.rewritten", "notice.ended", "helpdesk.kept"]


def at_once(*acts: object) -> list[object]:
    """What each act returned or raised, all begun at the same instant."""
    barrier = Barrier(len(acts))

    def run(act: object) -> object:
        try:
            barrier.wait()
            return act()  # type: ignore[operator]
        except ChangedSince as changed:
            return changed
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_publishing_at_once_says_it_once(copied_database: str) -> None:
    user = people.platform_operator()
    notices = at_once(*[lambda: publish(user, words()).pk] * 6)
    assert len(set(notices)) == 1
    assert Notice.objects.count() == 1


def test_of_two_rewritings_at_once_one_wins_and_the_other_is_told(copied_database: str) -> None:
    user = people.platform_operator()
    notice = publish(user, words())
    done = at_once(
        lambda: rewrite(user, notice.pk, words("Premier."), read=1).text,
        lambda: rewrite(user, notice.pk, words("Second."), read=1).text,
    )
    notice.refresh_from_db()
    assert sorted(isinstance(one, ChangedSince) for one in done) == [False, True]
    assert notice.text in done
    assert notice.version == 2
