"""The invented nation: same shape and proportions as the real files, nobody real in it, the same bytes for a seed."""

import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from medimail.demo.nation import EACH, SPOILED, Box, Person, Place, write
from medimail.lib.national_numbers import luhn, with_key
from medimail.lib.nomenclature import department_of_postcode, profession, specialities

SIZE = 4_000
DAY, NEXT_DAY = "202611230600", "202611240600"
CORSICAN = str.maketrans("AB", "12")


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(tmp_path_factory.mktemp("nation"), professionals=SIZE, date=DAY)


def rows(path: Path) -> Iterator[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    for line in lines:
        yield dict(zip(header.split("|"), line.split("|"), strict=True))


def test_headers_are_those_of_the_agency(nation: list[Path]) -> None:
    mailboxes, activities, known = (path.open(encoding="utf-8").readline() for path in nation)
    assert [path.name for path in nation] == [
        "Extraction_Correspondance_MSSante_202611230600.txt",
        "PS_LibreAcces_Personne_activite_202611230600.txt",
        "PS_LibreAcces_SavoirFaire_202611230600.txt",
    ]
    assert mailboxes.startswith(
        "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|"
    )
    assert mailboxes.endswith("|Département structure BAL|Pays structure BAL\n")
    assert mailboxes.count("|") == 30
    assert activities.startswith(
        "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|"
    )
    assert activities.endswith("|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|\n")
    assert activities.count("|") == 56
    assert known.endswith("|Code savoir-faire|Libellé savoir-faire|\n")


def test_every_line_closes_as_its_header_does(nation: list[Path]) -> None:
    for path, closed in zip(nation, (False, True, True), strict=True):
        columns = {(line.count(b"|"), line.endswith(b"|\n")) for line in path.open("rb")}
        assert len({count for count, _ in columns}) == 1
        if closed:
            assert {end for _, end in columns} == {True}


def test_proportions_are_those_of_the_nation(nation: list[Path]) -> None:
    mailboxes, activities, known = (list(rows(path)) for path in nation)
    kinds = Counter(row["Type de BAL"] for row in mailboxes)
    assert len(activities) / SIZE == pytest.approx(1.24, rel=0.05)
    assert kinds["PER"] / SIZE == pytest.approx(0.256, rel=0.1)
    assert kinds["ORG"] / SIZE == pytest.approx(0.045, rel=0.15)
    assert len(known) / SIZE == pytest.approx(0.2, rel=0.1)
    lines = Counter(row["Identifiant PP"] for row in activities)
    assert set(lines.values()) == {1, 2, 3, 4}
    assert 0.05 < sum(not row["Code postal (coord. structure)"] for row in activities) / SIZE < 0.15
    personal = [row for row in mailboxes if row["Type de BAL"] == "PER"]
    assert 0.3 < sum(not row["Raison Sociale structure BAL"] for row in personal) / len(personal) < 0.7


def test_check_digits_are_true_and_numbers_are_nobodys(nation: list[Path]) -> None:
    holders: dict[str, str] = {}
    for row in rows(nation[1]):
        kind, number = row["Type d'identifiant PP"], row["Identifiant PP"]
        assert row["Identification nationale PP"] == kind + number
        assert luhn(number.translate(CORSICAN))
        assert kind == "0" or (number.startswith("99") and not number.startswith("9970"))
        assert holders.setdefault(number, row["Nom d'exercice"]) == row["Nom d'exercice"]
        for column, length in (("Numéro SIRET site", 14), ("Numéro SIREN site", 9), ("Numéro FINESS site", 9)):
            assert row[column] == "" or (len(row[column]) == length and luhn(row[column].translate(CORSICAN)))
        assert row["Téléphone (coord. structure)"][:6] in {"", "019900", "026191", "035301", "046571", "053649"}
    assert len(holders) == SIZE


def test_codes_are_known_and_postcodes_stand_in_their_department(nation: list[Path]) -> None:
    for row in rows(nation[1]):
        assert profession(row["Code profession"])
        speciality, postcode = row["Code savoir-faire"], row["Code postal (coord. structure)"]
        assert speciality in {"", *(one.code for one in specialities(row["Code profession"]))}
        if postcode:
            found = department_of_postcode(postcode)
            assert found
            assert found.code == row["Code Département (structure)"]


def test_addresses_are_reserved_and_have_one_holder(nation: list[Path]) -> None:
    holders: dict[str, str] = {}
    for row in rows(nation[0]):
        address, holder = row["Adresse BAL"], row["Identifiant PP"] or row["Identification Structure"]
        assert address.endswith(".mssante.example")
        assert address == address.lower()
        assert len(address.partition("@")[0]) <= 64
        assert holders.setdefault(address, holder) == holder


def test_homonyms_are_told_apart_by_their_number_alone(nation: list[Path]) -> None:
    people = {
        row["Identifiant PP"]: (row["Nom d'exercice"], row["Prénom d'exercice"].upper()) for row in rows(nation[1])
    }
    names = Counter(people.values())
    assert sum(count > 1 for count in names.values()) > SIZE / 100
    assert any(address.partition("@")[0][-1].isdigit() for address in (row["Adresse BAL"] for row in rows(nation[0])))


def test_some_people_have_two_boxes_and_some_boxes_two_lines(tmp_path: Path) -> None:
    mailboxes, *_ = write(tmp_path, professionals=20_000, date=DAY)
    personal = [row for row in rows(mailboxes) if row["Type de BAL"] == "PER"]
    boxes = {(row["Identifiant PP"], row["Adresse BAL"]) for row in personal}
    assert len(personal) > len(boxes) > len({number for number, _ in boxes})


def test_a_seed_and_a_size_say_every_byte(nation: list[Path], tmp_path: Path) -> None:
    again = write(tmp_path / "again", professionals=SIZE, date=DAY)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in nation]
    other = write(tmp_path / "other", professionals=SIZE, date=DAY, seed=2)
    numbers = [{row["Identifiant PP"] for row in rows(paths[1])} for paths in (nation, other)]
    assert len(numbers[0] & numbers[1]) < SIZE / 100


def test_the_day_after_differs_by_its_share_alone(nation: list[Path], tmp_path: Path) -> None:
    later = write(tmp_path, professionals=SIZE, date=NEXT_DAY, changed=0.06)
    for before, after in zip(nation[:2], later[:2], strict=True):
        old, new = (path.read_bytes().splitlines() for path in (before, after))
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        altered = sum((_keys(gone) & _keys(come)).values())
        for part in (altered, gone.total() - altered, come.total() - altered):
            assert 0.006 < part / len(old) < 0.04
        changed = gone.keys() | come.keys()
        assert [line for line in old if line not in changed] == [line for line in new if line not in changed]


def _keys(lines: Counter[bytes]) -> Counter[bytes]:
    """By the number or the address, the second column of both files."""
    return Counter(line.split(b"|")[1] for line in lines.elements())


def test_spoiled_files_are_the_clean_ones_and_a_known_number_of_bad_lines(nation: list[Path], tmp_path: Path) -> None:
    spoiled = write(tmp_path, professionals=SIZE, date=DAY, spoiled=True)
    for clean, path, (_, kinds) in zip(nation, spoiled, SPOILED.items(), strict=True):
        good, bad = (
            clean.read_bytes(),
            Counter(path.read_bytes().split(b"\n")) - Counter(clean.read_bytes().split(b"\n")),
        )
        assert bad.total() == EACH * len(kinds)
        assert b"\n".join(line for line in path.read_bytes().split(b"\n") if line not in bad) == good
        columns = good.split(b"\n")[0].count(b"|")
        assert sum(line.count(b"|") < columns for line in bad.elements()) == EACH
        assert sum(line.count(b"|") > columns for line in bad.elements()) == EACH
        assert sum(b"\0" in line for line in bad.elements()) == EACH
        assert sum(len(line) > 100_000 for line in bad.elements()) == EACH
        assert sum(_is_no_text(line) for line in bad.elements()) == EACH
    first = Counter(tmp_path.joinpath(spoiled[0].name).read_bytes().split(b"\n"))
    assert sum(b"@" not in line for line in first.elements() if line.startswith((b"PER", b"ORG"))) == EACH


def _is_no_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return True
    return False


def test_people_of_ones_own_are_added(tmp_path: Path) -> None:
    place = Place("CABINET DU CANAL", "31000", "Toulouse", street_number="12", street_kind="R", street="DU CANAL")
    address = "jean.martin@medecin.mssante.example"
    own = Person(with_key("9970000101"), "MARTIN", "JEAN", "10", "SM54", (place,), (Box(address, place),), civility="M")
    mailboxes, activities, known = write(tmp_path, professionals=SIZE, date=DAY, also=[own])
    [activity] = [row for row in rows(activities) if row["Identifiant PP"] == own.number]
    assert activity["Code Département (structure)"] == "31"
    assert activity["Libellé type de voie (coord. structure)"] == "Rue"
    assert [row["Identifiant PP"] for row in rows(mailboxes) if row["Adresse BAL"] == address] == [own.number]
    assert [row["Libellé savoir-faire"] for row in rows(known) if row["Identifiant PP"] == own.number] == [
        "Médecine générale"
    ]


def test_memory_does_not_grow_with_the_nation(tmp_path: Path) -> None:
    small, large = (_peak(tmp_path / str(size), size) for size in (5_000, 50_000))
    assert large - small < 20
    assert large < 80


def _peak(folder: Path, size: int) -> float:
    """In megabytes, of a program that does nothing else. Its resource usage would count what it was forked from."""
    script = (
        "import sys; from pathlib import Path; from medimail.demo.nation import write\n"
        f"write(Path(sys.argv[1]), professionals={size}, date='{DAY}')\n"
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    source = Path(__file__).parents[2] / "src"
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=source, capture_output=True, text=True, check=True
    )
    return int(run.stdout) / 1024


def test_the_command_packs_as_the_agency_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("generate_directory", str(tmp_path), professionals=300, zip=True, spoiled=True)
    archives = sorted(tmp_path.iterdir())
    assert [path.name for path in archives] == [
        "Extraction_Correspondance_MSSante_202611230600.zip",
        "PS_LibreAcces_202611230600.zip",
    ]
    assert zipfile.ZipFile(archives[1]).namelist() == [
        "PS_LibreAcces_Personne_activite_202611230600.txt",
        "PS_LibreAcces_SavoirFaire_202611230600.txt",
        "PS_LibreAcces_Dipl_AutExerc_202611230600.txt",
    ]
    assert "3 of each: missing columns, separator in a name, NUL" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="twelve digits"):
        call_command("generate_directory", str(tmp_path), date="2026")
    with pytest.raises(CommandError, match="1 or more"):
        call_command("generate_directory", str(tmp_path), professionals=0)
