import pytest

from medimail.lib import csv_out
from medimail.lib.csv_in import Line, Unreadable, read

COLUMNS = {"address": ("adresse", "e mail", "mail"), "first": ("prenom",)}


def lines(raw: bytes, *, most: int = 100, size: int = 10_000) -> list[Line]:
    return read(raw, COLUMNS, "address", most=most, size=size)


@pytest.mark.parametrize(
    "raw",
    [
        "Adresse;Prénom\r\na@b.fr;Léa\r\n".encode("utf-8-sig"),
        "PRÉNOM,E-mail\nLéa,a@b.fr\n".encode(),
        "prenom\tMail\tautre\nLéa\ta@b.fr\tx".encode("cp1252"),
        "Adresse;Prénom\n\n;\n a@b.fr ;  Léa  ".encode(),
        "Adresse;Prénom\na@b.fr\0;L\0éa".encode(),
        b"".join(csv_out.lines(["Adresse", "Prénom"], [["a@b.fr", "Léa"]])),
    ],
)
def test_one_list_however_it_was_saved(raw: bytes) -> None:
    assert [line.values for line in lines(raw)] == [{"address": "a@b.fr", "first": "Léa"}]


def test_lines_are_counted_as_the_spreadsheet_counts() -> None:
    assert [line.number for line in lines(b"adresse\na@b.fr\n\n\nc@d.fr\n")] == [2, 5]


def test_what_protects_from_formulas_goes() -> None:
    raw = b"".join(csv_out.lines(["adresse"], [["+33 5@b.fr"]]))
    assert lines(raw)[0].values["address"] == "+33 5@b.fr"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "columns"),
        (b"nom;prenom\nMartin;Paul\n", "columns"),
        (b"adresse\n\n;\n", "empty"),
        (b"adresse" + b";x" * 60 + b"\na@b.fr\n", "columns"),
        (b"adresse\n" + b"a@b.fr\n" * 101, "lines"),
        (b"adresse\n" + b"a" * 10_001, "size"),
        (b'adresse\n"' + b"a" * 200_000, "form"),
    ],
)
def test_a_file_that_is_no_list(raw: bytes, problem: str) -> None:
    with pytest.raises(Unreadable) as refused:
        lines(raw, size=10_000 if problem == "size" else 1_000_000)
    assert refused.value.problem == problem
