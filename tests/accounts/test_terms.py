"""Versions of the terms: printed and kept once, the latest in force, never changed by an upgrade."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from medimail.accounts import terms
from medimail.accounts.actions import accept_terms, publish_terms
from medimail.accounts.models import TermsVersion
from medimail.accounts.queries import current_terms, owes_terms
from medimail.accounts.terms import printing
from medimail.accounts.terms.reading import reading
from medimail.audit.models import Trace
from tests import people
from tests.accounts import pdf
from tests.web.labels import S5_CONTENTS

pytestmark = pytest.mark.django_db
TEXT = "## Article 1. Objet\n\nUn texte."


@pytest.fixture
def own_terms(tmp_path: Path) -> Path:
    file = tmp_path / "cgu.md"
    file.write_text(f"# Conditions de la région\n\n{TEXT}\n", encoding="utf-8")
    return file


def test_the_shipped_terms_are_a_document_of_ten_to_fifteen_pages() -> None:
    shipped = TermsVersion.objects.get(version=terms.VERSION)
    printed = bytes(shipped.pdf)
    assert 10 <= pdf.pages(printed) <= 15
    assert pdf.titles(printed)[: len(S5_CONTENTS) + 1] == ["Conditions générales d’utilisation", *S5_CONTENTS]
    assert b"/Lang (fr)" in pdf.unfolded(printed)
    assert b"/Marked true" in pdf.unfolded(printed)
    assert b"Hyperlegible" in pdf.unfolded(printed)


def test_the_latest_published_is_in_force(own_terms: Path) -> None:
    call_command("publish_terms", own_terms, "--as", "2027-01", verbosity=0)
    assert (current_terms().version, current_terms().title) == ("2027-01", "Conditions de la région")
    assert pdf.pages(bytes(current_terms().pdf)) == 3


def test_an_upgrade_leaves_the_operators_own_terms_in_force(own_terms: Path) -> None:
    call_command("publish_terms", own_terms, "--as", "2026-01", verbosity=0)
    call_command("prepare")
    assert current_terms().version == "2026-01"


def test_a_house_without_terms_gets_the_shipped_ones() -> None:
    TermsVersion.objects.all().delete()
    call_command("prepare")
    assert current_terms().version == terms.VERSION


def test_a_version_published_twice_is_one_version() -> None:
    first = publish_terms("2027-01", "Titre", TEXT)
    again = publish_terms("2027-01", "Titre", TEXT)
    assert (again.published_at, again.pdf) == (first.published_at, first.pdf)
    assert Trace.objects.filter(action="terms.published", subject="accounts.termsversion:2027-01").count() == 1


def test_a_published_text_never_changes(own_terms: Path) -> None:
    publish_terms("2027-01", "Titre", TEXT)
    with pytest.raises(CommandError, match="another text"):
        call_command("publish_terms", own_terms, "--as", "2027-01")
    assert current_terms().text == TEXT


@pytest.mark.parametrize(
    ("content", "number", "told"),
    [
        ("Sans titre\n\ntexte", "2027-01", "title"),
        ("# Titre\n", "2027-01", "title"),
        ("# Titre\n\ntexte", "../2027", "no version"),
        ("# Titre\n\ntexte", "v" * 21, "no version"),
        (None, "2027-01", "No such file"),
    ],
)
def test_what_cannot_be_published_says_why(tmp_path: Path, content: str | None, number: str, told: str) -> None:
    file = tmp_path / "cgu.md"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=told):
        call_command("publish_terms", file, "--as", number)
    assert current_terms().version == terms.VERSION


def test_an_acceptance_is_of_one_version() -> None:
    user = people.account()
    assert owes_terms(user)
    accept_terms(user, terms.VERSION)
    assert not owes_terms(user)
    publish_terms("2027-01", "Titre", TEXT)
    assert owes_terms(user)


def test_html_in_the_terms_is_text_and_pictures_are_not_loaded() -> None:
    page = reading("<script>x</script> <img src='file:///etc/passwd'> ![](file:///etc/passwd) [a](javascript:x)").html
    assert "<script" not in page
    assert "<img" not in page
    assert "href" not in page


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://evil.example/pixel.png", "data:text/css,a"])
def test_the_printer_fetches_nothing(address: str) -> None:
    with pytest.raises(ValueError, match="nothing"):
        printing._FontOnly().fetch(address)
