"""What a person has to prove themselves with, besides the password."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from medimail.accounts.models import User

PASSKEY = Authenticator.Type.WEBAUTHN
APP = Authenticator.Type.TOTP
RECOVERY = Authenticator.Type.RECOVERY_CODES
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Factor:
    pk: int
    name: str
    since: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    passkeys: tuple[Factor, ...]
    app: Factor | None
    recovery: Factor | None
    codes_left: int
    codes_shown: bool

    @property
    def asked(self) -> bool:
        """Whether signing in with the password asks for one of them."""
        return bool(self.passkeys or self.app)


def factors_of(user: User) -> Factors:
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    recovery = next((one for one in found if one.type == RECOVERY), None)
    return Factors(
        passkeys=tuple(_factor(one) for one in found if one.type == PASSKEY),
        app=next((_factor(one) for one in found if one.type == APP), None),
        recovery=_factor(recovery) if recovery else None,
        codes_left=len(recovery.wrap().get_unused_codes()) if recovery else 0,
        codes_shown=bool(recovery and recovery.wrap().did_view),
    )


def passkey_of(user: User, pk: int) -> Factor:
    """Raises `Authenticator.DoesNotExist` for that of anybody else."""
    return _factor(Authenticator.objects.get(user=user, pk=pk, type=PASSKEY))


def _factor(one: Authenticator) -> Factor:
    return Factor(one.pk, str(one.data.get("name", "")), one.created_at, one.last_used_at)
