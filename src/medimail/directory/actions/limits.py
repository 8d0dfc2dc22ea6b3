from typing import TYPE_CHECKING

from medimail.audit.actions import trace

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def note_reading(person: "AbstractBaseUser", how: str) -> None:
    """Somebody read more of the directory than work needs (`directory.read_much`, `directory.too_many`).

    Never what was looked for.
    """
    trace(person, how, person)
