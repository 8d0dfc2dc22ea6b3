"""The list of each hour, from its address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from medimail.lib.allow_list import fetching
from medimail.trust.actions import refresh
from medimail.trust.models import AllowListImport, ListedPeer
from medimail.trust.queries import in_space, last_good, metrics, state
from medimail.trust.tasks import refresh_list
from tests import allow_list
from tests.allow_list import LINES, ONE, at, signed, signer
from tests.trust.listing_server import ListServer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[ListServer]:
    with serving() as made:
        file = tmp_path / "both.pem"
        file.write_bytes(allow_list.authority().pem + made.authority)
        settings.ALLOW_LIST_URL, settings.ALLOW_LIST_AUTHORITY = made.address, str(file)
        made.content = signed()
        yield made


def refreshed() -> AllowListImport:
    report = refresh()
    assert report is not None
    return report


def test_the_list_is_fetched(server: ListServer) -> None:
    refresh_list(0)
    good = last_good()
    assert good
    assert (good.source, good.entries, good.times) == (server.address, 3, 1)
    refresh_list(0)
    assert AllowListImport.objects.get().times == 2
    assert metrics()["allow_list_entries"] == 3
    assert metrics()["allow_list_alarm"] == 0


def test_only_what_is_new_is_sent(server: ListServer) -> None:
    server.tag = '"one"'
    server.headers = {"Last-Modified": "Tue, 24 Nov 2026 08:42:07 GMT"}
    first, second = refreshed(), refreshed()
    assert (second.pk, second.times) == (first.pk, 2)
    assert second.last_at > first.last_at
    assert server.asked[1]["if-none-match"] == '"one"'
    assert server.asked[1]["if-modified-since"] == "Tue, 24 Nov 2026 08:42:07 GMT"
    server.tag, server.content = '"two"', signed(lines=[*LINES, ("x.mssante.fr", ONE)], generated=at(-1))
    assert refreshed().added == 1
    assert in_space("x.mssante.fr")
    # What was refused is asked for again, whole.
    server.tag, server.content = '"three"', b""
    assert refreshed().problem == "not_xml"
    assert refreshed().times == 2
    assert server.asked[-1]["if-none-match"] == '"two"'


def test_an_expired_signer_must_prove_itself_each_time(server: ListServer, settings: Settings) -> None:
    server.tag, server.content = '"one"', signed(by=signer(until=-10))
    settings.ALLOW_LIST_EXPIRED_DAYS = 11
    assert refreshed().state == "taken"
    settings.ALLOW_LIST_EXPIRED_DAYS = 9
    assert refreshed().problem == "expired"
    assert "if-none-match" not in server.asked[-1]
    assert ListedPeer.objects.filter(domain="un.mssante.fr").exists()


def test_no_answer_leaves_the_list_in_use(server: ListServer, monkeypatch: pytest.MonkeyPatch) -> None:
    good = refreshed()
    server.status = 403
    report = refreshed()
    assert (report.problem, report.detail) == ("unreachable", "HTTP 403")
    server.status, server.headers = 302, {"Location": server.address}
    assert refreshed().detail == "HTTP 302"
    server.status, server.length = 200, len(server.content) + 10
    assert refreshed().problem == "unreachable"
    server.length = None
    with monkeypatch.context() as shorter:
        shorter.setattr(fetching, "LONGEST", 1000)
        assert refreshed().problem == "unreachable"
    found = state()
    assert (last_good(), found.last) == (good, good)
    assert found.refusal
    assert len(server.asked) == 5
    refreshed()
    assert state().refusal is None


def test_a_server_of_another_authority_is_not_believed(server: ListServer, settings: Settings, tmp_path: Path) -> None:
    assert refreshed().state == "taken"
    (tmp_path / "one.pem").write_bytes(allow_list.authority().pem)
    settings.ALLOW_LIST_AUTHORITY = str(tmp_path / "one.pem")
    assert refreshed().problem == "tls"


def test_an_authority_that_cannot_be_read_is_said(server: ListServer, settings: Settings, tmp_path: Path) -> None:
    for place in ("", str(tmp_path / "nothing.pem")):
        settings.ALLOW_LIST_AUTHORITY = place
        assert refreshed().problem == "authority"
    assert server.asked == []


def test_without_an_address_nothing_is_fetched(caplog: pytest.LogCaptureFixture) -> None:
    assert refresh() is None
    refresh_list(0)
    assert not AllowListImport.objects.exists()
    assert "allow list" not in caplog.text


def test_a_day_without_a_good_list_is_an_error_in_the_log(server: ListServer, caplog: pytest.LogCaptureFixture) -> None:
    server.content = b""
    refresh_list(0)
    assert [one.levelname for one in caplog.records if one.name == "medimail.trust.tasks"] == ["WARNING", "ERROR"]
    caplog.clear()
    server.content = signed()
    refresh_list(0)
    assert [one.levelname for one in caplog.records if one.name == "medimail.trust.tasks"] == []
