"""An account, who stands behind it, and its end."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils import timezone

from medimail.accounts.actions.identities import link
from medimail.accounts.actions.sessions import end_sessions
from medimail.accounts.errors import NumberTaken
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import NationalNumber, Profile, User
from medimail.accounts.profile import ProfileData
from medimail.audit.actions import trace
from medimail.lib.psc import Professional

_NAMES = ("first_name", "last_name")


@transaction.atomic
def register(email: str, hashed: str, *, first_name: str, last_name: str) -> User:
    """An account made by the house itself (first operator, demonstration): it may sign in at once.

    `hashed`: what `make_password` answers, so that ten people of one password cost one slow hash.
    Raises `IntegrityError` when the address has one.
    """
    names = {"first_name": first_name, "last_name": last_name}
    user = User.objects.create(email=email.strip().lower(), password=hashed, **names)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    trace(None, "account.registered", user)
    return user


@transaction.atomic
def register_by_psc(person: Professional) -> User:
    """An account that Pro Santé Connect alone opens: no password, and no address until one is confirmed.

    Raises `IdentityTaken` when this identity opens another account already.
    """
    user = User.objects.create_user("", None, first_name=person.first_name, last_name=person.last_name)
    trace(None, "account.registered", user)
    link(user, Identity(PSC, person.issuer, person.subject))
    return user


@transaction.atomic
def save_profile(user: User, data: ProfileData) -> Profile:
    """Names stand on the account, all else on the profile."""
    user.first_name, user.last_name = data.first_name, data.last_name
    user.save(update_fields=_NAMES)
    user.profile, _ = Profile.objects.update_or_create(user=user, defaults=data.profile_fields())
    return user.profile


@transaction.atomic
def save_checked(user: User, values: Mapping[str, str]) -> None:
    """The fields of `profile.CHECKED`, once a human has accepted them."""
    for name, value in values.items():
        setattr(user if name in _NAMES else user.profile, name, value)
    user.save(update_fields=_NAMES)
    user.profile.save(update_fields=[name for name in values if name not in _NAMES])
    trace(user, "profile.checked", user)


@transaction.atomic
def prove_number(user: User, proof: NationalNumber.Proof) -> None:
    """What the profile claims becomes proved; the unique constraint is the judge. Raises `NumberTaken`.

    A profile without number gives back the one that was proved before.
    """
    profile = user.profile
    if not profile.national_id:
        NationalNumber.objects.filter(user=user).delete()
        return
    hold_number(user, profile.identifier_type, profile.national_id, proof)


@transaction.atomic
def hold_number(user: User, identifier_type: str, number: str, proof: NationalNumber.Proof) -> None:
    """Raises `NumberTaken`."""
    proved = {"identifier_type": identifier_type, "number": number, "proof": proof, "proved_at": timezone.now()}
    try:
        with transaction.atomic():
            NationalNumber.objects.update_or_create(user=user, defaults=proved)
    except IntegrityError as error:
        raise NumberTaken from error
    trace(user, "number.proved", user, proof=proof)


@transaction.atomic
def shut(user: User) -> None:
    """Nobody signs in to this account again; its number and its card may open another.

    What was done with it stays on record.
    """
    NationalNumber.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    trace(user, "account.shut", user)
