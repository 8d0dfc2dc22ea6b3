import pytest

from medimail.lib.national_numbers import compact, grouped, with_key
from medimail.lib.phones import grouped as phone


@pytest.mark.parametrize(
    "typed",
    ["0561600203", "05.61.60.02.03", "05 61 60 02 03", "+33 5 61 60 02 03", "0033561600203", "+33 (0)5 61 60 02 03"],
)
def test_one_french_number_however_typed(typed: str) -> None:
    assert phone(typed) == "05 61 60 02 03"


@pytest.mark.parametrize("typed", ["", "15", "+590 590 12 34 56", "+32 2 555 12 12", "0561", "٠٥٦١٦٠٠٢٠٣"])
def test_other_numbers_stay_as_typed(typed: str) -> None:
    assert phone(typed) == typed


def test_national_numbers_in_groups() -> None:
    number = with_key("9970021889")
    assert grouped(number).split("\u00a0") == ["9970", "0218", "896"]
    assert grouped("2A9300013").split("\u00a0") == ["2A9", "300", "013"]
    assert compact(grouped(number)) == number
