"""`./medimail import-allow-list`, as an engineer runs it."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from medimail.trust.models import AllowListImport, ListedPeer
from medimail.trust.queries import last_good
from tests import allow_list
from tests.allow_list import LINES, at, signed, signer

pytestmark = pytest.mark.django_db
LAST = "3 entries, 3 domains, 2 operators (2 certificates)."


def run(folder: Path, content: bytes | None, *options: str) -> list[str]:
    file, said = folder / "list.xml", io.StringIO()
    if content is not None:
        file.write_bytes(content)
    call_command("import_allow_list", str(file), *options, stdout=said)
    return said.getvalue().splitlines()


def test_the_last_line_counts(tmp_path: Path) -> None:
    said = run(tmp_path, signed())
    assert said[-1] == LAST
    assert "3 added, 0 removed." in said
    assert "0 added, 0 removed." in run(tmp_path, signed())
    assert ListedPeer.objects.filter(fixed=False).count() == 3


def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path) -> None:
    said = run(tmp_path, signed(), "--dry-run")
    assert said[-2:] == ["Dry run: nothing was changed.", LAST]
    assert not AllowListImport.objects.exists()
    with pytest.raises(CommandError, match="not signed by the signer expected"):
        run(tmp_path, signed(by=allow_list.Authority().signer()), "--dry-run")
    assert not AllowListImport.objects.exists()


def test_one_certificate_is_pinned(tmp_path: Path, settings: Settings) -> None:
    settings.ALLOW_LIST_AUTHORITY = ""
    pem = tmp_path / "signer.pem"
    with pytest.raises(CommandError, match="MEDIMAIL_ALLOW_LIST_AUTHORITY"):
        run(tmp_path, signed())
    pem.write_bytes(signer().pem)
    assert run(tmp_path, signed(), "--signer-certificate", str(pem))[-1] == LAST
    with pytest.raises(CommandError, match="not signed by the signer expected"):
        run(tmp_path, signed(by=allow_list.authority().signer()), "--signer-certificate", str(pem))
    for content, why in ((signer().pem * 2, "exactly one"), (b"nothing", "cannot be read"), (None, "cannot be read")):
        pem.unlink() if content is None else pem.write_bytes(content)
        with pytest.raises(CommandError, match=why):
            run(tmp_path, signed(), "--signer-certificate", str(pem))


def test_an_expired_signer_is_allowed_by_whoever_asks(tmp_path: Path) -> None:
    content = signed(by=signer(until=-90))
    with pytest.raises(CommandError, match="add --allow-expired-signer"):
        run(tmp_path, content)
    said = run(tmp_path, content, "--allow-expired-signer")
    assert said[-1] == LAST
    assert "EXPIRED" in said[1]


def test_a_refusal_says_what_to_do_and_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, signed())
    good, later = last_good(), at(-1)
    with pytest.raises(CommandError, match=r"cut off on the way: fetch it again. The list in use stays as it was"):
        run(tmp_path, signed(generated=later)[:-9])
    fewer = signed(lines=LINES[:1], generated=later)
    with pytest.raises(CommandError, match=r"20 %\); if that is right, add --accept-shrink \(3 → 1 entries\)"):
        run(tmp_path, fewer)
    assert last_good() == good
    assert run(tmp_path, fewer, "--accept-shrink")[-1] == "1 entries, 1 domains, 1 operators (1 certificates)."
    (tmp_path / "list.xml").unlink()
    with pytest.raises(CommandError, match=r"list.xml cannot be read: No such file or directory."):
        run(tmp_path, None)
