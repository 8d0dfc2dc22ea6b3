"""The password rule of the sign-up form (screen S3)."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import Argon2PasswordHasher
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


class Argon2(Argon2PasswordHasher):
    """The second choice of RFC 9106 (section 4). One at a time: each takes 64 MB, and all cores, while it runs.

    Passwords hashed otherwise are hashed again at the next sign-in.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4
    _turn = Lock()

    def encode(self, password: str, salt: str) -> str:
        with self._turn:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with self._turn:
            return super().verify(password, encoded)


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
