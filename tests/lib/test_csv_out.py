import csv
import io

import pytest

from medimail.lib.csv_out import cell, lines


@pytest.mark.parametrize("text", ["=1+1", "+33561000000", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_nothing_that_a_spreadsheet_would_run(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "text"), [(None, ""), (12, "12"), ("Léa Martin", "Léa Martin"), ("a\0b", "ab")])
def test_other_values_as_they_are(value: object, text: str) -> None:
    assert cell(value) == text


def test_cells_come_back_whole() -> None:
    whole = b"".join(lines(["Nom", "Service"], [["Martin ; Léa", 'dit « "le bloc" »\nétage 2'], ["Roux", None]]))
    read = list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [["Nom", "Service"], ["Martin ; Léa", 'dit « "le bloc" »\nétage 2'], ["Roux", ""]]
