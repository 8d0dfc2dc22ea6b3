"""Who may ask for a copy of a box, bring mail, and take the file."""

import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.transfers import actions, places, tasks
from medimail.transfers.models import Transfer
from tests import people
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.TRANSFERS_FOLDER = tmp_path / "transfers"
    return settings.TRANSFERS_FOLDER


@pytest.fixture
def browser(holder: User, browser_of: people.BrowserOf) -> Client:
    return browser_of(holder)


@pytest.fixture
def page(holder: User) -> str:
    return f"/boites/{holder.mailboxes.get().pk}/reglages/transfert/"


@pytest.fixture
def ready(holder: User) -> Transfer:
    """A copy whose file stands."""
    made = actions.ask_export(holder, holder.mailboxes.get(), "eml")
    with places.created(places.file_of(made)) as file:
        file.write(CONTENT)
    Transfer.objects.filter(pk=made.pk).update(
        state="done", size=len(CONTENT), done=3, expires_at=timezone.now() + places.KEPT
    )
    return Transfer.objects.get(pk=made.pk)


def left_alone(browser: Client) -> None:
    """Signed in, and longer ago than a proof holds."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()


def content(answer: Page) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_copy_is_asked_once_and_traced(browser: Client, page: str, holder: User) -> None:
    browser.post(f"{page}copie/", {"form": "mbox"})
    again = browser.post(f"{page}copie/", {"form": "eml"}, follow=True)
    assert "déjà en cours" in words(again)
    [asked] = Transfer.objects.all()
    assert (asked.form, asked.state, asked.person) == ("mbox", "waiting", holder)
    assert Trace.objects.filter(action="export.asked").count() == 1


def test_a_window_left_open_gives_no_copy(browser: Client, page: str) -> None:
    left_alone(browser)
    assert browser.post(f"{page}copie/", {"form": "eml"})["Location"].startswith("/securite/confirmer/")
    assert not Transfer.objects.exists()


def test_the_file_is_its_owners_alone(
    ready: Transfer, page: str, browser: Client, browser_of: people.BrowserOf, region_administrator: User
) -> None:
    address = f"{page}{ready.pk}/fichier/"
    answer = browser.get(address)
    assert (answer["Content-Disposition"].startswith("attachment"), answer["Cache-Control"]) == (
        True,
        "private, no-store",
    )
    assert content(answer) == CONTENT
    for other in (people.holder(), region_administrator):
        assert browser_of(other).get(address).status_code == 404
    assert places.file_of(ready).stat().st_mode & 0o077 == 0
    assert places.folder().stat().st_mode & 0o077 == 0


def test_a_window_left_open_takes_no_file_but_a_download_goes_on(ready: Transfer, page: str, browser: Client) -> None:
    address = f"{page}{ready.pk}/fichier/"
    left_alone(browser)
    assert browser.get(address, headers={"Range": "bytes=1-"})["Location"].startswith("/securite/confirmer/")
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    begun = browser.get(address)
    assert content(begun) == CONTENT
    left_alone(browser)
    rest = browser.get(address, headers={"Range": "bytes=5000-", "If-Range": begun["ETag"]})
    assert (rest.status_code, rest["Content-Range"]) == (206, f"bytes 5000-{len(CONTENT) - 1}/{len(CONTENT)}")
    assert content(rest) == CONTENT[5000:]


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=-5", "bytes=99999999-", "bytes=1-,4-", "lines=4-"])
def test_other_ranges_get_the_whole(ready: Transfer, page: str, browser: Client, asked: str) -> None:
    answer = browser.get(f"{page}{ready.pk}/fichier/", headers={"Range": asked})
    assert (answer.status_code, content(answer)) == (200, CONTENT)


def test_a_removed_copy_leaves_nothing(ready: Transfer, page: str, browser: Client) -> None:
    browser.post(f"{page}{ready.pk}/supprimer/")
    browser.post(f"{page}{ready.pk}/supprimer/")
    assert list(places.folder().iterdir()) == []
    assert browser.get(f"{page}{ready.pk}/fichier/").status_code == 302
    assert Trace.objects.filter(action="export.removed").count() == 1


def test_after_seven_days_the_file_goes(ready: Transfer) -> None:
    tasks.tidy(0)
    assert places.file_of(ready).exists()
    Transfer.objects.update(expires_at=timezone.now())
    tasks.tidy(0)
    assert not places.file_of(ready).exists()


def brought(browser: Client, page: str, at: int, piece: bytes) -> Page:
    transfer = Transfer.objects.get(state="sending")
    return browser.post(f"{page}importer/{transfer.pk}/?a={at}", piece, content_type="application/octet-stream")


def test_a_file_comes_in_pieces_and_goes_on_where_it_was_cut(browser: Client, page: str) -> None:
    size = {"size": str(len(CONTENT))}
    begun = browser.post(f"{page}importer/debut/", size).json()
    assert begun["received"] == 0
    assert brought(browser, page, 0, CONTENT[:4000]).json() == {"received": 4000}
    assert brought(browser, page, 0, CONTENT[:4000]).status_code == 409  # the answer was lost and the piece comes again
    assert browser.post(f"{page}importer/debut/", size).json() == {"pk": begun["pk"], "received": 4000}
    assert brought(browser, page, 4000, CONTENT[4000:]).json() == {"received": len(CONTENT)}
    kept = Transfer.objects.get()
    assert (kept.state, places.file_of(kept).read_bytes()) == ("waiting", CONTENT)


def test_more_than_was_announced_is_refused(browser: Client, page: str) -> None:
    browser.post(f"{page}importer/debut/", {"size": "100"})
    assert brought(browser, page, 0, CONTENT).status_code == 413
    assert Transfer.objects.get().received == 0


@pytest.mark.parametrize(
    ("size", "sentence"), [("0", "Choisissez"), ("-4", "Choisissez"), ("9" * 14, "dépasse 20\u00a0Go")]
)
def test_a_size_that_cannot_be_is_told(browser: Client, page: str, size: str, sentence: str) -> None:
    answer = browser.post(f"{page}importer/debut/", {"size": size})
    assert answer.status_code == 409
    assert sentence in answer.json()["problem"]


def test_without_scripts_the_form_brings_it_whole(browser: Client, page: str) -> None:
    answer = browser.post(f"{page}importer/", {"file": SimpleUploadedFile("a.zip", CONTENT)}, follow=True)
    assert "Le fichier est arrivé" in words(answer)
    assert places.file_of(Transfer.objects.get()).read_bytes() == CONTENT


def test_a_full_disk_is_told_before_anything_is_written(
    browser: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_RESERVE", 10**18)
    assert "pas assez de place" in words(browser.post(f"{page}copie/", {"form": "eml"}, follow=True))
    assert "pas assez de place" in browser.post(f"{page}importer/debut/", {"size": "9"}).json()["problem"]
    assert not Transfer.objects.exists()


def test_a_transfer_can_be_stopped_and_another_begun(browser: Client, page: str) -> None:
    browser.post(f"{page}importer/debut/", {"size": "100"})
    browser.post(f"{page}{Transfer.objects.get().pk}/arreter/")
    assert list(places.folder().iterdir()) == []
    assert browser.post(f"{page}copie/", {"form": "eml"}).status_code == 302
    assert Transfer.objects.filter(state="waiting").count() == 1


def test_a_closed_box_gives_nothing(ready: Transfer, page: str, browser: Client, holder: User) -> None:
    holder.mailboxes.update(state="closed")
    assert browser.get(f"{page}{ready.pk}/fichier/").status_code == 404
