"""« Annuaire national », for the platform operator alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.directory.models import Import
from medimail.lib.national_files.reasons import Reason
from medimail.web.directory.import_sentences import REASONS
from tests import people
from tests.web.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/console/annuaire/"


@pytest.fixture
def operator(db: None, browser_of: people.BrowserOf) -> Client:
    return browser_of(people.platform_operator())


def report(days: int = 0, **changes: object) -> Import:
    values: dict[str, object] = {
        "kind": "mailboxes",
        "file_name": "Extraction_Correspondance_MSSante.txt",
        "dated": timezone.now() - timedelta(days=days),
        "state": "done",
        "ended_at": timezone.now(),
        "lines": 535_000,
        "added": 12,
        "changed": 3,
        "removed": 1,
        **changes,
    }
    return Import.objects.create(**values)


def test_nobody_else_finds_it(browser_of: people.BrowserOf) -> None:
    report()
    strangers = {
        "applicant": people.applicant(),
        "holder": people.holder(),
        "administrator of a region": people.region_administrator("76"),
        "administrator of a structure": people.structure_administrator(people.FINESS),
    }
    for who, stranger in strangers.items():
        assert browser_of(stranger).get(PAGE).status_code == 404, who


def test_the_entrance_stands_beside_the_operator_s_other_pages(operator: Client, browser_of: people.BrowserOf) -> None:
    assert f'href="{PAGE}"' in operator.get("/console/publication/").content.decode()
    assert PAGE not in browser_of(people.region_administrator("76")).get("/demandes/", follow=True).content.decode()


def test_an_empty_directory_names_the_command(operator: Client) -> None:
    said = words(operator.get(PAGE))
    assert "n’est pas encore importé" in said
    assert "./medimail import-directory" in said


def test_what_was_taken_in_is_counted(operator: Client) -> None:
    report()
    said = words(operator.get(PAGE))
    assert "535 000 lignes" in said
    assert "12 ajoutées 3 changées 1 retirée" in said
    assert "aujourd’hui" in said
    assert "Aucun fichier importé" in said
    assert "n’est plus à jour" not in said


@pytest.mark.parametrize(("days", "stale"), [(3, False), (4, True)])
def test_a_directory_that_grows_old_is_said(operator: Client, days: int, stale: bool) -> None:
    report(days)
    report(0, state="refused", problem="truncated")
    said = words(operator.get(PAGE))
    assert f"il y a {days} jours" in said
    assert ("n’est plus à jour" in said) == stale


@pytest.mark.parametrize(
    ("problem", "detail", "said"),
    [
        ("columns", "Code Profession", "il manque : Code Profession. Vérifiez"),
        ("truncated", "the ZIP is damaged", "incomplet ou abîmé. Téléchargez-le à nouveau"),
        ("shrunk", "900 / 2000", "disparaîtraient (900 sur 2 000). Si c’est voulu"),
        ("ValueError", "", "Une erreur inattendue"),
    ],
)
def test_a_refused_file_says_why_and_what_to_do(operator: Client, problem: str, detail: str, said: str) -> None:
    report(state="failed" if problem == "ValueError" else "refused", problem=problem, detail=detail)
    page = words(operator.get(PAGE))
    assert said in page
    assert "ZIP is damaged" not in page
    assert "ValueError" not in page


def test_of_two_files_of_one_day_the_later_import_counts(operator: Client) -> None:
    report(lines=60)
    report(lines=6_143, dated=Import.objects.get().dated)
    assert "6 143 lignes, fichier du" in words(operator.get(PAGE))


def test_a_run_at_work_is_said(operator: Client) -> None:
    report(state="running", ended_at=None)
    assert "Import en cours" in words(operator.get(PAGE))


def test_refused_lines_are_told_by_reason_and_number(operator: Client) -> None:
    report(refused=1_201, reasons={"number": {"count": 1_200, "first": [7, 12]}, "name": {"count": 1, "first": [9]}})
    said = words(operator.get(PAGE))
    assert "1 201 refusées 1 200 : numéro national dont la clé est fausse (lignes 7, 12…)" in said
    assert "1 : aucun nom (ligne 9)" in said


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)


def test_the_daily_import_is_said_when_it_is_missing(operator: Client, settings: Settings) -> None:
    assert "Aucun import quotidien" in words(operator.get(PAGE))
    settings.DIRECTORY_SOURCES = ["https://annuaire.example/a.zip"]
    assert "Aucun import quotidien" not in words(operator.get(PAGE))


def test_a_file_name_is_only_text(operator: Client) -> None:
    report(file_name="<script>alert(1)</script>.txt")
    assert "<script>alert(1)" not in operator.get(PAGE).content.decode()
