"""What a person did here, for the person to take along. On whose behalf is left out: that may be somebody else."""

from typing import TYPE_CHECKING

from medimail.audit.models import Trace

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def acts_of(actor: "AbstractBaseUser") -> dict[str, object]:
    return {"acts": list(Trace.objects.filter(actor_id=actor.pk).order_by("id").values("at", "action"))}
