from typing import TYPE_CHECKING

from django.db import models

from medimail.audit.models import Trace, name_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def trace(
    actor: "AbstractBaseUser | None", action: str, subject: models.Model | None, **detail: str | int | bool
) -> None:
    """Write one act in the caller's transaction.

    `action` is dotted (`application.accepted`); `detail` holds codes and numbers, never a subject, a body, a patient or
    a secret. `actor` is None for what the house does by itself, `subject` for what touches no object that is known.
    """
    named = name_of(subject) if subject else ""
    Trace.objects.create(actor_id=actor.pk if actor else None, action=action, subject=named, detail=detail)


def exported(actor: "AbstractBaseUser", what: str, **detail: str | int | bool) -> None:
    """Somebody takes a list out of the house, or what it knows of them (`data`)."""
    trace(actor, f"{what}.exported", actor, **detail)
