import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib.national_numbers import check_adeli, check_finess, check_rpps, compact, luhn, with_key


@pytest.mark.parametrize("number", ["99700218896", "10104335319", "10100000016"])
def test_published_rpps_numbers_pass(number: str) -> None:
    assert check_rpps(number) is None


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("10003456789", "clé de contrôle"),
        ("1010000001", "il en manque un"),
        ("101", "il en manque 8"),
        ("101000000166", "un de trop"),
        ("1010000001a", "que des chiffres"),
        ("١٠١٠٠٠٠٠٠١٦", "que des chiffres"),
        ("", "il en manque 11"),
    ],
)
def test_wrong_rpps_numbers_say_what_is_wrong(number: str, word: str) -> None:
    assert word in (check_rpps(number) or "")


@given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 10), st.sampled_from("123456789"))
def test_one_mistyped_digit_never_passes(digits: str, place: int, shift: str) -> None:
    number = with_key(digits)
    assert check_rpps(number) is None
    wrong = str((int(number[place]) + int(shift)) % 10)
    assert check_rpps(number[:place] + wrong + number[place + 1 :]) is not None


def test_other_numbers() -> None:
    assert check_adeli("319300013") is None
    assert check_adeli("2A9300013") is None
    assert "il en manque" in (check_adeli("31930001") or "")
    assert check_finess("770816478") is None
    assert check_finess("2A0000123") is None
    assert check_finess("77081647") is not None
    assert luhn("18310021300028")


def test_numbers_are_read_as_people_copy_them() -> None:
    assert compact(" 101 000\u00a0000-16.") == "10100000016"
