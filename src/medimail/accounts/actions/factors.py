"""Second factors: added, used, removed by the person alone. The address is told of each change."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from medimail.accounts.actions.sessions import end_sessions
from medimail.accounts.factors import APP, PASSKEY, RECOVERY
from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.notifications.actions import notify


@transaction.atomic
def add_app(user: User, secret: str, code: str) -> bool:
    """False when `code` is not one of this secret now, or another application came first."""
    _hold(user)
    step = _step(secret, code, after=-1)
    if step is None or Authenticator.objects.filter(user=user, type=APP).exists():
        return False
    added = TOTP.activate(user, secret).instance
    added.data["step"] = step  # the code just typed signs in no more
    added.save(update_fields=["data"])
    _added(user, added)
    return True


@transaction.atomic
def add_passkey(user: User, name: str, credential: dict[str, Any]) -> None:
    """`credential`: the browser's answer, already verified against the challenge of this session."""
    _hold(user)
    _added(user, WebAuthn.add(user, name, credential).instance)


@transaction.atomic
def name_passkey(user: User, pk: int, name: str) -> None:
    passkey = Authenticator.objects.select_for_update().get(user=user, pk=pk, type=PASSKEY)
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    trace(user, "factor.named", user)


@transaction.atomic
def remove_factor(user: User, pk: int, *, keep: str = "") -> None:
    """The last one takes the recovery codes along: they would open nothing any more. Sessions end, but `keep`."""
    _hold(user)
    mine = Authenticator.objects.filter(user=user)
    removed = mine.exclude(type=RECOVERY).get(pk=pk)
    removed.delete()
    if not mine.exclude(type=RECOVERY).exists():
        mine.delete()
    end_sessions(user, keep=keep)
    _tell(user, "factor_removed", type=removed.type)


@transaction.atomic
def renew_recovery_codes(user: User) -> None:
    """The old ones open nothing any more."""
    _hold(user)
    mine = Authenticator.objects.filter(user=user)
    if not mine.exclude(type=RECOVERY).exists():
        return
    mine.filter(type=RECOVERY).delete()
    RecoveryCodes.activate(user)
    _tell(user, "recovery_codes_renewed")


@transaction.atomic
def show_recovery_codes(user: User) -> list[str]:
    """Once in their life; empty afterwards."""
    _hold(user)
    found = Authenticator.objects.filter(user=user, type=RECOVERY).first()
    if not found or RecoveryCodes(found).did_view:
        return []
    codes = RecoveryCodes(found)
    codes.mark_as_viewed()
    trace(user, "factor.codes_shown", user)
    return codes.get_unused_codes()


@transaction.atomic
def use_code(user: User, code: str) -> Authenticator | None:
    """The application or the recovery codes this code is of; None when it proves nothing (any more)."""
    typed: QuerySet[Authenticator] = (
        Authenticator.objects.select_for_update().filter(user=user).exclude(type=PASSKEY).order_by("pk")
    )
    for one in typed:
        if _is_of_app(one, code) if one.type == APP else RecoveryCodes(one).validate_code(code):
            one.user = user
            if one.type == RECOVERY:
                _tell(user, "recovery_code_used")
            return one
    return None


@transaction.atomic
def explain_second_factor(user: User) -> None:
    """The screen was answered: it does not come back."""
    user.told_of_second_factor = True
    user.save(update_fields=["told_of_second_factor"])
    trace(user, "second_factor.explained", user)


def _is_of_app(app: Authenticator, code: str) -> bool:
    """Each step serves once, and none before it afterwards (RFC 6238, 5.2): allauth forgets it after 30 s."""
    step = _step(decrypt(app.data["secret"]), code, after=app.data.get("step", -1))
    if step is None:
        return False
    app.data["step"] = step
    app.save(update_fields=["data"])
    return True


def _step(secret: str, code: str, *, after: int) -> int | None:
    digits = "".join(code.split())
    steps = (step for step in yield_hotp_counters_from_time() if step > after)
    return next((s for s in steps if constant_time_compare(digits, format_hotp_value(hotp_value(secret, s)))), None)


def _hold(user: User) -> None:
    """Two clicks, or two windows, follow each other."""
    User.objects.select_for_update().get(pk=user.pk)


def _added(user: User, factor: Authenticator) -> None:
    RecoveryCodes.activate(user)
    _tell(user, "factor_added", type=factor.type)


def _tell(user: User, kind: str, **detail: str) -> None:
    notify(user.email, kind, {"first_name": user.first_name, **detail})
    trace(user, kind.replace("_", ".", 1), user, **detail)
