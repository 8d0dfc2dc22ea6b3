"""A whole box out of a real Dovecot, and messages into it."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from medimail.lib.imap_bulk import BulkSession
from medimail.lib.mail_files import archive, mbox
from tests.house_fixture import House
from tests.wire.site import inside, letter, store, subject

AT = datetime(2019, 5, 6, 7, 8, 9, tzinfo=UTC)
RUN = """
import json
from medimail.mailboxes.models import Mailbox
from medimail.transfers import exporting, importing, places
from medimail.transfers.models import Transfer
box = Mailbox.objects.select_related("holder").get(address="{box}")
Mailbox.objects.filter(pk=box.pk).update(quota_bytes={quota} or box.quota_bytes)
kept = Transfer.objects.filter(token="{token}")
asked = kept.first() or Transfer.objects.create(
    kind="{kind}", form="{form}", state="waiting", mailbox=box, person=box.holder, token="{token}"
)
kept.update(state="{state}")
{{"export": exporting, "import": importing}}["{kind}"].run(asked.pk)
print(json.dumps(kept.values("state", "problem", "done", "doubles", "left_out", "total").get()))
"""


@pytest.fixture
def box(house: House) -> str:
    return house.accounts["med"].mailbox or ""


def run(house: House, folder: Path, box: str, **changes: object) -> dict[str, Any]:
    values = {"kind": "import", "form": "", "state": "waiting", "token": "file", "quota": 0} | changes
    around = {"MEDIMAIL_IMAP": str(changes["imap"])} if "imap" in changes else {}
    printed = inside(house, RUN.format(box=box, **values), MEDIMAIL_TRANSFERS=str(folder), **around)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def brought(folder: Path, token: str, entries: dict[str, bytes]) -> str:
    with zipfile.ZipFile(folder / token, "w") as bundle:
        for name, content in entries.items():
            bundle.writestr(name, content)
    return token


def held(house: House, box: str, name: str) -> list[tuple[bytes, frozenset[str], datetime]]:
    session = BulkSession(*house.imap, box, house.token(box))
    try:
        session.open(name, readonly=True)
        found = session.whole([uid for uid, _ in session.sizes()])
        return [(stored.raw, stored.flags & {"\\Seen", "\\Flagged"}, stored.arrived) for _, stored in found]
    finally:
        session.close()


def test_folders_dates_and_states_are_kept_and_nothing_comes_twice(house: House, box: str, tmp_path: Path) -> None:
    title = subject()
    mails = [letter("a@x.example", box, f"{title} {number}") for number in range(3)]
    file = b"".join(mbox.written(raw, AT, frozenset({"\\Seen", "\\Flagged"})) for raw in mails[:2])
    entries = {f"Été {title}/Bilans.mbox": file, f"Été {title}/seul.eml": mails[2], f"Été {title}/bruit.eml": b"?"}
    first = run(house, tmp_path, box, token=brought(tmp_path, f"{title}-1".replace(" ", ""), entries))
    assert (first["state"], first["done"], first["left_out"]) == ("done", 3, 1)
    again = run(house, tmp_path, box, token=brought(tmp_path, f"{title}-2".replace(" ", ""), entries))
    assert (again["done"], again["doubles"]) == (0, 3)
    kept = held(house, box, f"Été {title}/Bilans")
    assert kept == [(raw, frozenset({"\\Seen", "\\Flagged"}), AT) for raw in mails[:2]]
    assert [raw for raw, _, _ in held(house, box, f"Été {title}")] == [mails[2]]


def test_a_box_that_fills_up_keeps_what_is_in_and_goes_on(house: House, box: str, tmp_path: Path) -> None:
    title = subject().replace(" ", "")
    entries = {f"{title}/{n}.eml": letter("a@x.example", box, f"{title} {n}", body="x" * 90_000) for n in range(12)}
    token = brought(tmp_path, title, entries)
    session = BulkSession(*house.imap, box, house.token(box))
    used = sum(folder.size for folder in session.folders())
    session.close()
    cut = run(house, tmp_path, box, token=token, quota=used + 500_000)
    assert (cut["state"], cut["problem"]) == ("stopped", "full")
    assert 3 <= cut["done"] < 12
    rest = run(house, tmp_path, box, token=token, quota=5 * 1024**3)
    assert (rest["state"], rest["done"], rest["doubles"]) == ("done", 12 - cut["done"], cut["done"])
    assert len(held(house, box, title)) == 12


@pytest.mark.parametrize("form", ["eml", "mbox"])
def test_a_copy_holds_all_and_says_what_it_could_not_read(house: House, box: str, tmp_path: Path, form: str) -> None:
    title = subject().replace(" ", "")
    mails = {f"{title}/{n}.eml": letter("a@x.example", box, f"{title} {n}") for n in range(5)}
    run(house, tmp_path, box, token=brought(tmp_path, title, mails))
    with store(house, box) as session:  # dates that no ZIP can hold, as other programs may leave them
        for year in (1970, 2150):
            old, at = letter("a@x.example", box, title), datetime(year, 1, 1, tzinfo=UTC)
            session.run(lambda client, old=old, at=at: client.append("Archive", old, (), at))  # type: ignore[misc]
    local, _, domain = box.partition("@")
    stored = sorted((house.home / "mail" / domain / local / "box" / "mailboxes" / title).rglob("u.*"))
    stored[2].write_bytes(b"spoiled")
    # As after a worker that was killed: the row runs, and a piece of the file lies there.
    (tmp_path / f"{title}-out.part").write_bytes(b"cut")
    made = run(house, tmp_path, box, token=f"{title}-out", kind="export", form=form, state="running")
    assert (made["state"], made["done"]) == ("done", made["total"] - made["left_out"])
    assert made["left_out"] >= 1
    with (tmp_path / f"{title}-out").open("rb") as file:
        found = [one.letter.raw for one in archive.letters(file) if one.letter and title in one.folder]
        assert sorted(found) == sorted(list(mails.values())[:2] + list(mails.values())[3:])
        readme = zipfile.ZipFile(io.BytesIO((tmp_path / f"{title}-out").read_bytes())).read("LISEZ-MOI.txt").decode()
    assert f"{title}, message n° 3" in readme
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix == ".part"] == []
