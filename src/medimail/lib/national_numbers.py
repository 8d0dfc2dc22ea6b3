"""Check digits of national identifiers. Each check answers a French sentence, or None when all is well."""

RPPS_DIGITS = 11
ADELI_CHARACTERS = 9
FINESS_CHARACTERS = 9
SIRET_DIGITS = 14


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B, over the whole string."""
    doubled = (int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def compact(number: str) -> str:
    """Spaces (also non-breaking), dots and dashes are how people copy numbers."""
    return "".join(character for character in number if not character.isspace() and character not in ".-")


def grouped(number: str) -> str:
    """In groups that the eye can compare: 4-4-3 for an RPPS, 3-3-3 for an ADELI."""
    size = 4 if len(number) == RPPS_DIGITS else 3
    return "\N{NO-BREAK SPACE}".join(number[start : start + size] for start in range(0, len(number), size))


def check(identifier_type: str, number: str) -> str | None:
    return check_adeli(number) if identifier_type == "ADELI" else check_rpps(number)


def _is_digits(number: str) -> bool:
    return number.isascii() and (number.isdecimal() or not number)


def check_rpps(number: str) -> str | None:
    """11 digits with a Luhn key. Luhn runs on the RPPS itself, not on the national id with its leading 8."""
    if not _is_digits(number):
        return "Un numéro RPPS ne contient que des chiffres. Vérifiez votre saisie."
    if missing := RPPS_DIGITS - len(number):
        return f"Un numéro RPPS a {RPPS_DIGITS} chiffres ; {_gap(missing)}."
    if not luhn(number):
        return "Ce numéro RPPS comporte une erreur de frappe : sa clé de contrôle ne correspond pas. Vérifiez-le."
    return None


def check_adeli(number: str) -> str | None:
    """9 characters. The Luhn rule is inferred from two published samples only, so it is not enforced."""
    if not number.isascii() or not number.isalnum() or not _is_digits(number[2:]):
        return "Un numéro ADELI ne contient que des chiffres (ou 2A, 2B au début). Vérifiez votre saisie."
    if missing := ADELI_CHARACTERS - len(number):
        return f"Un numéro ADELI a {ADELI_CHARACTERS} caractères ; {_gap(missing)}."
    return None


def check_finess(number: str) -> str | None:
    """9 characters, 2A and 2B for Corsica. Published numbers break the Luhn rule, so only the shape is checked."""
    if len(number) == FINESS_CHARACTERS and number.isascii() and number[:1].isdecimal() and _is_digits(number[2:]):
        return None
    return f"Un numéro FINESS a {FINESS_CHARACTERS} caractères. Vérifiez votre saisie ou laissez le champ vide."


def check_siret(number: str) -> str | None:
    """14 digits with a Luhn key; establishments of La Poste (SIREN 356000000) have another one."""
    if not _is_digits(number):
        return "Un numéro SIRET ne contient que des chiffres. Vérifiez votre saisie."
    if missing := SIRET_DIGITS - len(number):
        return f"Un numéro SIRET a {SIRET_DIGITS} chiffres ; {_gap(missing)}."
    if not luhn(number) and not number.startswith("356000000"):
        return "Ce numéro SIRET comporte une erreur de frappe : sa clé de contrôle ne correspond pas. Vérifiez-le."
    return None


def _gap(missing: int) -> str:
    if missing > 0:
        return "il en manque un" if missing == 1 else f"il en manque {missing}"
    return "il y en a un de trop" if missing == -1 else f"il y en a {-missing} de trop"


def with_key(ten_digits: str) -> str:
    """An RPPS-shaped number from its first ten digits, for synthetic people."""
    return next(ten_digits + key for key in "0123456789" if luhn(ten_digits + key))
