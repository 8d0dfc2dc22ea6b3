"""Invented numbers with true check digits, in ranges that no real person, company or subscriber has."""

from medimail.lib.national_numbers import with_key

_MULTIPLIER = 48_271_117  # coprime with the size of the range: every index has its own number
_RANGE = 70_000_000  # 9970… is the range of Pro Santé Connect's test identities and of the demonstration's own people
_CORSICAN = str.maketrans("AB", "12")
_FICTION = {"1": "019900", "2": "026191", "3": "035301", "4": "046571", "5": "053649"}  # Arcep 2018-0881, 2.5.12
_FICTION_MOBILE = "063998"


def _luhn_of_four(number: int) -> int:
    digits = (number // 1000, number // 100 % 10, number // 10 % 10, number % 10)
    return sum(_DOUBLED[digit] if place % 2 else digit for place, digit in enumerate(digits))


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_FOUR = [_luhn_of_four(number) for number in range(10_000)]
_NINETY_NINE = _DOUBLED[9] + 9


def rpps(index: int, seed: int) -> str:
    """Millions of them in a row: a table where `with_key` would try ten keys."""
    eight = ((index + seed * 7_919_017) * _MULTIPLIER) % _RANGE
    total = _NINETY_NINE + _FOUR[eight // 10_000] + _FOUR[eight % 10_000]
    return f"99{eight:08}{-total % 10}"


def adeli(department: str, profession: str, order: int) -> str:
    return _with_corsican_key(f"{department[:2]}{profession}{order:04}")


def finess(department: str, order: int, *, legal: bool = False) -> str:
    """A 9 after the department is a range not in use. Legal entities take its second half."""
    head = f"{department}9"
    size = 10 ** (8 - len(head))
    return _with_corsican_key(f"{head}{order % (size // 2) + (size // 2 if legal else 0):0{8 - len(head)}}")


def _with_corsican_key(eight: str) -> str:
    """A counts as 1 and B as 2, as the numbers of Corsican hospitals show."""
    return eight + with_key(eight.translate(_CORSICAN))[-1]


def siret(order: int) -> str:
    """No company has a SIREN that begins with 0."""
    return with_key(f"{with_key(f'0{order * 7_919 % 10_000_000:07}')}0001")


def phone(postcode: str, order: int) -> str:
    """In the ranges that the regulator keeps for fiction."""
    zone = {"75": "1", "77": "1", "78": "1", "91": "1", "92": "1", "93": "1", "94": "1", "95": "1"}.get(postcode[:2])
    return f"{_FICTION[zone or '2345'[int(postcode[:2]) % 4]]}{order % 10_000:04}"


def mobile(order: int) -> str:
    return f"{_FICTION_MOBILE}{order % 10_000:04}"
