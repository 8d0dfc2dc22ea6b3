"""Bad lines are counted and named, never fatal, never half stored."""

import random
from pathlib import Path
from string import ascii_letters

import pytest

from medimail.demo.nation import EACH, SPOILED, write
from medimail.directory.actions import import_files
from medimail.directory.models import Entry
from medimail.lib.national_numbers import with_key
from tests.directory.conftest import PEOPLE
from tests.directory.content import content, empty
from tests.directory.files import DAY, activities, activity, box, mailboxes, number

WRONG = next(f"9974000000{key}" for key in "0123456789" if f"9974000000{key}" != with_key("9974000000"))
NOISE = "".join(random.Random(5).choices(ascii_letters, k=4_000))  # noqa: S311 (the same each time)
"""What no index can shorten: a row of PostgreSQL's has no room for a key of 2,700 bytes."""
REASONS = {
    "missing columns": "columns",
    "separator in a name": "columns",
    "NUL": "control",
    "huge field": "too_long",
    "not UTF-8": "encoding",
    "wrong check digit": "number",
    "unknown profession": "profession",
    "no at sign": "address",
}
"""Of each kind of bad line of the generator."""


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """An import commits."""


@pytest.fixture
def spoiled(nation: list[str], tmp_path: Path) -> list[str]:
    """The same files with bad lines among the good ones."""
    return [str(path) for path in write(tmp_path, professionals=PEOPLE, date=DAY, spoiled=True)]


def test_bad_lines_are_told_by_reason_and_none_is_kept(nation: list[str], spoiled: list[str]) -> None:
    reports = import_files(spoiled)
    for report, kinds, clean, path in zip(reports, SPOILED.values(), nation, spoiled, strict=True):
        good = set(Path(clean).read_bytes().split(b"\n"))
        bad = [place for place, line in enumerate(Path(path).read_bytes().split(b"\n"), 1) if line not in good]
        assert report.state == "done"
        assert report.refused == len(bad) == EACH * len(kinds)
        counted = {reason: said["count"] for reason, said in report.reasons.items()}
        wanted = [REASONS[kind] for kind in kinds]
        assert counted == {reason: EACH * wanted.count(reason) for reason in wanted}
        for said in report.reasons.values():
            assert said["first"] == sorted(said["first"])
            assert len(said["first"]) == min(5, said["count"])
            assert set(said["first"]) <= set(bad)
    after = content()
    empty()
    import_files(nation)
    assert content() == after


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (box("a@a.fr", "99741"), "number"),
        (box("a@a.fr", WRONG), "number"),
        (box("a@a.fr", number()) | {"Type Identifiant PP": "x"}, "number"),
        (box("a@a.fr", number(), kind="XXX"), "kind"),
        (box("a@a.fr", number(), kind=""), "kind"),
        (box("a@@a.fr", number()), "address"),
        (box("a b@a.fr", number()), "address"),
        (box("<script>@a", number()), "address"),
        (box("", number()), "address"),
        (box("a@a.fr", number()) | {"Code Profession": "4242"}, "profession"),
        (box("a@a.fr", company=""), "name"),
        (box("a@a.fr", number(), last="A" * 4_001), "too_long"),
        (box("a@a.fr", number(), last="LE\x1bBRAS"), "control"),
        (box("a@a.fr", number(), last="LE\u2028BRAS"), "control"),
        (box("a@a.fr", number(), last="LE\x85BRAS"), "control"),
        (box('"a"@a.fr', number()), "address"),
        (box("a,b@a.fr", number()), "address"),
        (box("a<b@a.fr", number()), "address"),
        (box("a@a..fr", number()), "address"),
        (box("a@a.fr", number(), last=NOISE[:3_000]), "too_long"),
        (box("a@a.fr", number(), company=NOISE[:3_000]), "too_long"),
        (box("a@a.fr", NOISE[:3_000]) | {"Type Identifiant PP": "3"}, "too_long"),
    ],
)
def test_one_bad_line_is_left_out_of_good_ones(tmp_path: Path, line: dict[str, str], reason: str) -> None:
    good = [box(f"good{serial}@a.fr", number()) for serial in range(2)]
    (report,) = import_files([mailboxes(tmp_path, good[0], line, good[1])])
    assert (report.state, report.added, report.reasons) == ("done", 2, {reason: {"count": 1, "first": [3]}})


def test_a_name_too_long_for_an_index_is_no_end_of_the_import(tmp_path: Path) -> None:
    """A letter may be three bytes, and some letters become eighteen when they are made plain."""
    letters = [*map(chr, range(0x4E00, 0x9FFF))]
    last, first = ("".join(random.Random(seed).choices(letters, k=490)) for seed in (5, 6))  # noqa: S311
    place = activity(number(), last=last, first=first, site=last, town=first)
    lines = [box("a@a.fr", number(), last=last, first=first, company=first, service=last), box("b@b.fr", number())]
    reports = import_files([mailboxes(tmp_path, *lines), activities(tmp_path, place, activity(number()))])
    assert [(report.state, report.added, report.refused) for report in reports] == [("done", 2, 0)] * 2


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\xad"])
def test_signs_that_nobody_sees_do_not_stay_in_a_name(tmp_path: Path, sign: str) -> None:
    (report,) = import_files([mailboxes(tmp_path, box("a@a.fr", number(), last=f"MAR{sign}TIN"))])
    assert (report.added, report.refused) == (1, 0)
    assert Entry.objects.get().last_name == "MARTIN"


def test_no_cell_of_a_line_passes_for_a_mark_of_the_search(tmp_path: Path) -> None:
    """« annuaire Medimail », another person's number: marks stand among the words, spaces between them."""
    victim = number()
    lines = [
        box("a@a.fr", number()) | {"Code savoir-faire": f"SM54 #bm #n{victim}"},
        box("b@a.fr", f"1/2 #bm #n{victim}") | {"Type Identifiant PP": "3"},
    ]
    import_files([mailboxes(tmp_path, *lines)])
    assert Entry.objects.count() == 2
    assert not any({"#bm", f"#n{victim}"} & set(entry.words.split()) for entry in Entry.objects.all())


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(nation: list[str], tmp_path: Path) -> None:
    import_files(nation)
    before = content()
    dressed = []
    for path in map(Path, nation):
        text = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
        (tmp_path / path.name).write_bytes(text)
        dressed.append(str(tmp_path / path.name))
    reports = import_files(dressed)
    assert [(report.state, report.added, report.removed, report.refused) for report in reports] == [
        ("done", 0, 0, 0)
    ] * 3
    assert content() == before


def test_a_closing_bar_may_come_or_go_and_columns_may_be_added(nation: list[str], tmp_path: Path) -> None:
    import_files(nation)
    before = content()
    other = []
    for path, closed in zip(map(Path, nation), (False, True, True), strict=True):
        lines = path.read_text().splitlines()
        changed = [line.removesuffix("|") if closed else f"{line}|" for line in lines]
        changed = [f"Nouvelle colonne|{changed[0]}", *(f"x|{line}" for line in changed[1:])]
        (tmp_path / path.name).write_text("\n".join(changed) + "\n")
        other.append(str(tmp_path / path.name))
    assert {report.state for report in import_files(other)} == {"done"}
    assert content() == before
