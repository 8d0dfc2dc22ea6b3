"""The password rule of the sign-up form (screen S3)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

RULES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("length", "8 caractères minimum", lambda password: len(password) >= 8),
    ("upper", "Une lettre majuscule", lambda password: any(character.isupper() for character in password)),
    ("lower", "Une lettre minuscule", lambda password: any(character.islower() for character in password)),
    ("digit", "Un chiffre", lambda password: any(character.isdecimal() for character in password)),
)
# Argon2 reads any length; a bound keeps a hostile form from costing minutes of hashing.
MAX_LENGTH = 200


class ComposedOf:
    """Django password validator: each unmet rule is one sentence."""

    def validate(self, password: str, user: "AbstractBaseUser | None" = None) -> None:  # noqa: ARG002 (Django's signature)
        missing = [label for _, label, met in RULES if not met(password)]
        if missing:
            raise ValidationError("Il manque à ce mot de passe : " + ", ".join(map(_lower_first, missing)) + ".")
        if len(password) > MAX_LENGTH:
            raise ValidationError(f"Ce mot de passe dépasse {MAX_LENGTH} caractères. Choisissez-en un plus court.")

    def get_help_text(self) -> str:
        return ", ".join(label for _, label, _ in RULES)


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]
