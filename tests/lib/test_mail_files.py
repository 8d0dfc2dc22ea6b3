"""Files of messages that somebody brings: read as they were written, and refused when they are hostile."""

import io
import struct
import zipfile
from datetime import UTC, datetime

import pytest

from medimail.lib.mail_files import archive, mbox
from medimail.lib.mail_files.archive import Refused
from medimail.lib.mail_files.letter import Letter, identity, letter

AT = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
RAW = (
    b"Message-ID: <1@test.example>\r\nDate: Thu, 04 Mar 2021 05:06:07 +0000\r\nFrom: a@test.example\r\n"
    b"Subject: Bilan\r\n\r\nBonjour\r\n"
)


def zipped(entries: dict[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in entries.items():
            bundle.writestr(name, content)
    made.seek(0)
    return made


def read(content: bytes | io.BytesIO) -> list[archive.Found]:
    return list(archive.letters(io.BytesIO(content) if isinstance(content, bytes) else content))


def refusal(content: bytes | io.BytesIO) -> str:
    with pytest.raises(Refused) as refused:
        read(content)
    return refused.value.word


def whole(found: list[archive.Found]) -> list[Letter]:
    return [one.letter for one in found if one.letter]


@pytest.mark.parametrize(
    "body",
    [
        b"Bonjour\r\n",
        b"From la pharmacie\r\n>From ici\r\n\r\nFrom a@b Thu Mar  4 05:06:07 2021\r\n",
        b"sans fin de ligne",
        b"\r\n\r\n\r\n",
        b"",
    ],
)
def test_what_an_mbox_keeps_comes_back(body: bytes) -> None:
    raw = RAW + body
    file = mbox.written(raw, AT, frozenset({"\\Seen", "\\Flagged"})) + mbox.written(RAW, AT, frozenset())
    first, second = whole(read(file))
    assert (first.raw.removesuffix(b"\r\n"), second.raw) == (raw.removesuffix(b"\r\n"), RAW)
    assert (first.flags, second.flags, first.arrived) == (("\\Flagged", "\\Seen"), (), AT)


def test_states_of_thunderbird_are_read_and_what_it_deleted_stays_deleted() -> None:
    head = b"From - Thu Mar  4 05:06:07 2021\n"
    status = [b"X-Mozilla-Status: %s\nX-Mozilla-Status2: 00800000\n" % code for code in (b"0001", b"0009", b"0007")]
    file = b"".join(head + one + RAW.replace(b"\r\n", b"\n") + b"\n" for one in status)
    kept = whole(read(file))
    assert [one.flags for one in kept] == [("\\Seen",), ("\\Answered", "\\Flagged", "\\Seen")]
    assert {one.raw for one in kept} == {RAW}


def test_a_message_is_known_again_by_the_fields_that_dovecot_gives() -> None:
    found = letter(RAW.replace(b"\r\n", b"\n"))
    assert found
    fields = b"Date: Thu, 04 Mar 2021 05:06:07 +0000\r\nMessage-ID: <1@test.example>\r\n\r\n"
    assert found.identity == identity(fields, len(RAW))
    assert found.identity != identity(fields, len(RAW) + 1)


def test_an_impossible_date_becomes_today() -> None:
    found = letter(RAW.replace(b"2021", b"2921"))
    assert found
    assert (datetime.now(UTC) - found.arrived).total_seconds() < 60


def test_folders_of_an_archive_are_kept_and_never_paths() -> None:
    names = {
        "Envoyés/2025/a.eml": ("Envoyés", "2025"),
        "../../etc/cron.d/b.eml": ("etc", "cron.d"),
        "/absolu\\c.eml": ("absolu",),
        "a*b%/\x01/d.eml": ("a b",),
        "e.eml": (),
        "x/" * 40 + "f.eml": ("x",) * 5,
    }
    assert [one.folder for one in read(zipped(dict.fromkeys(names, RAW)))] == list(names.values())


def test_an_mbox_in_an_archive_names_its_folder_and_other_files_are_passed_over() -> None:
    file = mbox.written(RAW, AT, frozenset())
    found = read(zipped({"Patients/Suivi.mbox": file, "LISEZ-MOI.txt": b"x", "__MACOSX/a.eml": RAW, "photo.jpg": b"x"}))
    assert [(one.folder, bool(one.letter)) for one in found] == [(("Patients", "Suivi"), True)]


def test_what_is_no_message_is_told_by_its_name() -> None:
    found = read(zipped({"Dossier/bruit.eml": b"\x00\xff" * 50, "ok.eml": RAW}))
    assert [(one.name, bool(one.letter)) for one in found] == [("Dossier/bruit.eml", False), ("ok.eml", True)]


def test_a_damaged_message_holds_back_no_other() -> None:
    made = zipped({"a.eml": RAW, "b.eml": RAW})
    with zipfile.ZipFile(made) as bundle:
        spoiled = bundle.getinfo("a.eml").header_offset + 40
    content = bytearray(made.getvalue())
    content[spoiled : spoiled + 8] = b"\xff" * 8
    assert [bool(one.letter) for one in read(bytes(content))] == [False, True]


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "empty"), (b"\r\n ", "empty"), (b"\x89PNG\r\n\x1a\n", "unknown"), (b"PK\3\4" + b"x" * 90, "broken")],
)
def test_other_files_are_refused(content: bytes, word: str) -> None:
    assert refusal(content) == word


def test_a_cut_archive_is_refused() -> None:
    assert refusal(zipped({"a.eml": RAW}).getvalue()[:-10]) == "broken"


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    assert refusal(zipped({"a.eml": RAW, "b.eml": b"0" * 30_000_000})) == "bomb"


def test_a_plain_image_of_our_own_copies_is_none() -> None:
    one_colour = RAW + b"AAAA" * 2_000_000
    assert [one.letter.raw for one in read(zipped({"a.eml": one_colour})) if one.letter] == [one_colour]


def test_entries_that_share_their_bytes_are_a_bomb() -> None:
    made = zipped({"a.eml": RAW, "b.eml": RAW}).getvalue()
    second = made.rindex(b"PK\1\2")
    spoiled = made[: second + 42] + struct.pack("<L", 0) + made[second + 46 :]
    assert refusal(spoiled) == "bomb"


def test_an_archive_with_a_password_is_refused() -> None:
    made = bytearray(zipped({"a.eml": RAW}).getvalue())
    made[made.index(b"PK\1\2") + 8] |= 1
    assert refusal(bytes(made)) == "encrypted"


def test_a_directory_that_would_fill_the_memory_is_not_read() -> None:
    made = bytearray(zipped({"a.eml": RAW}).getvalue())
    struct.pack_into("<L", made, made.rindex(b"PK\5\6") + 12, 500_000_000)
    assert refusal(bytes(made)) == "entries"


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    assert refusal(zipped({f"{number}.eml": RAW for number in range(4)})) == "entries"


def test_a_line_without_end_stays_out_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "LARGEST", 100_000)
    file = b"From - Thu Mar  4 05:06:07 2021\n" + RAW + b"x" * 900_000 + b"\n\n" + mbox.written(RAW, AT, frozenset())
    assert [bool(one.letter) for one in read(file)] == [False, True]
