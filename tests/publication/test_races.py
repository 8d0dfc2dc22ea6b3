"""Two workers, two acts at the same instant, on real connections."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connection, transaction
from pytest_django.fixtures import Settings

from medimail.publication.actions import claim, record, retry, told
from medimail.publication.drivers import deliver
from medimail.publication.models import Box, Change, DailyFile
from tests.fake_fhir import PERSON, NationalDirectory
from tests.publication.boxes import ADDRESS, RPPS, listing, service


def together(act: Callable[[int], object], times: int = 4) -> None:
    barrier = threading.Barrier(times)

    def one(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        list(threads.map(one, range(times)))


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None


def test_several_workers_tell_each_change_once_and_in_order(copied_database: str, national: NationalDirectory) -> None:
    for number in range(12):
        record(service(address=f"service{number}@ehpad.oc.mssante.fr"))
        record(listing(paperless=number % 2 == 0))
    together(lambda _: deliver())
    deliver()
    assert set(Change.objects.values_list("state", flat=True)) == {"told"}
    assert len(national.asked) == Change.objects.count() == 24
    assert national.boxes(PERSON, f"8{RPPS}") == [ADDRESS]
    assert national.facts(ADDRESS)["digitization"] is False


def test_a_box_recorded_at_the_same_instant_is_told_once(copied_database: str) -> None:
    together(lambda _: record(listing()))
    assert (Box.objects.count(), Change.objects.count()) == (1, 1)


def test_two_workers_write_one_file(copied_database: str, settings: Settings, tmp_path: Path) -> None:
    settings.PUBLICATION, settings.PUBLICATION_FOLDER = "file", str(tmp_path)
    record(listing())
    together(lambda _: deliver())
    (path,) = tmp_path.iterdir()
    assert path.read_text().count("\n") == 2
    assert DailyFile.objects.count() == 1


def test_who_tries_again_while_a_worker_tells_and_the_worker_both_end(copied_database: str) -> None:
    record(listing())
    change = claim()
    assert change

    def tell() -> None:
        try:
            told(change, "fhir")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            Box.objects.select_for_update().get()
            telling = threads.submit(tell)
            end = time.monotonic() + 30
            while not somebody_waits_for_us():
                assert time.monotonic() < end
            retry(None, change.pk)
        telling.result(30)
    assert Change.objects.get().state == "told"
