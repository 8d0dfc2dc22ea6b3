"""The daily file: 31 columns, all of our boxes that are to be seen, complete or absent."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.lib import mss_file
from medimail.lib.national_box import NationalBox
from medimail.publication.actions import record, write_file
from medimail.publication.drivers import deliver
from medimail.publication.models import Change, DailyFile
from tests import people
from tests.publication.boxes import ADDRESS, RPPS, listing, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.PUBLICATION = "file"
    settings.PUBLICATION_FOLDER = str(tmp_path / "publication")
    return tmp_path / "publication"


def rows(folder: Path) -> list[dict[str, str]]:
    (path,) = folder.iterdir()
    assert path.name == f"Publication_BAL_MSSante_{timezone.localdate():%Y%m%d}.txt"
    header, *lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return [dict(zip(header.split("|"), line.split("|"), strict=True)) for line in lines]


def states() -> set[str]:
    return set(Change.objects.values_list("state", flat=True))


def test_the_columns_are_those_of_the_national_file() -> None:
    """As its header of August 2026 says them."""
    header = (
        "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|"
        "Type identifiant structure|Identification Structure|Service de rattachement|Civilité d'exercice|"
        "Nom d'exercice|Prénom d'exercice|Catégorie profession|Libellé de catégorie profession|Code Profession|"
        "Libellé Profession|Code savoir-faire|Libellé savoir-faire|Dématérialisation|Raison Sociale structure BAL|"
        "Enseigne commerciale structure BAL|L2COMPLEMENTLOCALISATION structure BAL|"
        "L3COMPLEMENTDISTRIBUTION structure BAL|L4NUMEROVOIE structure BAL|L4COMPLEMENTNUMEROVOIE structure BAL|"
        "NL4TYPEVOIE structure BAL|L4LIBELLEVOIE structure BAL|L5LIEUDITMENTION structure BAL|"
        "L6LIGNEACHEMINEMENT structure BAL|Code postal structure BAL|Département structure BAL|Pays structure BAL"
    )
    assert f"{header}\n" == mss_file.HEADER


def test_the_file_holds_what_is_to_be_seen_and_nothing_else(folder: Path) -> None:
    record(listing(service="Cardiologie"))
    record(service())
    record(listing(address="red@medecin.oc.mssante.fr", red_list=True))
    record(listing(address="closed@medecin.oc.mssante.fr"))
    record(listing(address="closed@medecin.oc.mssante.fr", open=False))
    deliver()
    org, per = rows(folder)
    said = {
        "Type de BAL": "PER",
        "Adresse BAL": ADDRESS,
        "Type Identifiant PP": "8",
        "Identifiant PP": RPPS,
        "Identification nationale PP": f"8{RPPS}",
        "Identification Structure": "310000013",
        "Service de rattachement": "",
        "Nom d'exercice": "DUPONT",
        "Prénom d'exercice": "Pierre",
        "Libellé Profession": "Pharmacien",
        "Dématérialisation": "O",
        "L4LIBELLEVOIE structure BAL": "3 place de l'Église",
        "L6LIGNEACHEMINEMENT structure BAL": "31620 CASTELNAU",
        "Département structure BAL": "Haute-Garonne",
        "Pays structure BAL": "FRANCE",
    }
    assert said.items() <= per.items()
    of_structure = {
        "Type de BAL": "ORG",
        "Identifiant PP": "",
        "Nom d'exercice": "",
        "Service de rattachement": "Accueil",
    }
    assert of_structure.items() <= org.items()
    assert states() == {"told"}


def test_a_box_whose_bearer_has_no_number_waits_for_a_human(folder: Path) -> None:
    record(listing())
    record(service(finess=""))
    deliver()
    assert [row["Adresse BAL"] for row in rows(folder)] == [ADDRESS]
    assert list(Change.objects.order_by("pk").values_list("state", "reason")) == [
        ("told", ""),
        ("refused", "no_bearer"),
    ]


def test_no_name_can_break_a_line() -> None:
    written = mss_file.line(NationalBox("a@b.fr", "PER", last_name="DU|PONT\nX\r\u2028Y", town="A\x00B|"))
    assert written.count("|") == 30
    assert written.splitlines(keepends=True) == [written]
    assert "|DU PONT X Y|" in written


def test_a_day_has_one_file_and_later_changes_are_in_the_next(folder: Path) -> None:
    record(listing())
    deliver()
    record(service())
    deliver()
    assert len(rows(folder)) == 1
    assert states() == {"told", "waiting"}
    DailyFile.objects.update(day=timezone.localdate() - timedelta(days=1))
    deliver()
    assert len(rows(folder)) == 2
    assert states() == {"told"}


def test_a_folder_that_cannot_be_written_loses_nothing(folder: Path) -> None:
    record(listing())
    folder.write_text("a file where the folder should be")
    deliver()
    assert (states(), Change.objects.get().reason) == ({"waiting"}, "folder")
    assert not DailyFile.objects.exists()
    folder.unlink()
    deliver()
    assert len(rows(folder)) == 1
    assert states() == {"told"}


def test_what_a_killed_worker_left_is_replaced(folder: Path) -> None:
    record(listing())
    folder.mkdir()
    name = f"Publication_BAL_MSSante_{timezone.localdate():%Y%m%d}.txt"
    (folder / name).write_text("of the killed one")
    (folder / f".{name}.new").write_text("half")
    deliver()
    assert len(rows(folder)) == 1


def test_old_files_go_and_others_stay(folder: Path) -> None:
    folder.mkdir()
    (folder / "Publication_BAL_MSSante_20200101.txt").touch()
    (folder / "notes.txt").touch()
    assert write_file(folder)
    assert sorted(path.name for path in folder.iterdir())[1:] == ["notes.txt"]
    assert len(list(folder.iterdir())) == 2


def test_the_command_tells_what_is_missing(settings: Settings) -> None:
    people.holder()
    Change.objects.update(state="told")
    said = StringIO()
    call_command("publish_all", stdout=said)
    assert "MEDIMAIL_PUBLICATION is none" in said.getvalue()
    settings.PUBLICATION = "fhir"
    for expected in ("1 box(es)", "0 box(es)"):
        said = StringIO()
        call_command("publish_all", stdout=said)
        assert said.getvalue().startswith(expected)
    assert list(Change.objects.order_by("pk").values_list("state", "changed")) == [("told", []), ("waiting", ["again"])]
