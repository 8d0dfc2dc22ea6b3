from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from medimail.accounts.errors import AddressTaken, NumberTaken
from medimail.accounts.models import NationalNumber, Profile, TermsAcceptance, TermsVersion, User
from medimail.accounts.profile import ProfileData
from medimail.audit.actions import trace
from medimail.notifications.actions import notify

_NAMES = ("first_name", "last_name")


@transaction.atomic
def register(email: str, password: str, *, first_name: str, last_name: str) -> User:
    """An account made by the house itself (first operator, demonstration): it may sign in at once.

    Raises `IntegrityError` when the address has one.
    """
    user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    trace(None, "account.registered", user)
    return user


@transaction.atomic
def publish_terms(version: str, title: str, text: str) -> TermsVersion:
    """Publishing a version again changes nothing: what people accepted stays what they read."""
    if found := TermsVersion.objects.defer("pdf").filter(version=version).first():
        return found
    from medimail.accounts.terms.printing import printed  # noqa: PLC0415 (heavy, and publishing is rare)

    fixed = {"title": title, "text": text, "pdf": printed(version, title, text), "published_at": timezone.now()}
    terms, created = TermsVersion.objects.get_or_create(version=version, defaults=fixed)
    if created:
        trace(None, "terms.published", terms)
    return terms


@transaction.atomic
def accept_terms(user: User, version: str) -> None:
    terms = TermsVersion.objects.get(version=version)
    _, created = TermsAcceptance.objects.get_or_create(user=user, terms=terms)
    if created:
        trace(user, "terms.accepted", terms)


@transaction.atomic
def save_profile(user: User, data: ProfileData) -> Profile:
    """Names stand on the account, all else on the profile."""
    user.first_name, user.last_name = data.first_name, data.last_name
    user.save(update_fields=_NAMES)
    profile, _ = Profile.objects.update_or_create(user=user, defaults=data.profile_fields())
    return profile


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
    claimed = {"identifier_type": profile.identifier_type, "number": profile.national_id, "proof": proof}
    try:
        with transaction.atomic():
            NationalNumber.objects.update_or_create(user=user, defaults={**claimed, "proved_at": timezone.now()})
    except IntegrityError as error:
        raise NumberTaken from error
    trace(user, "number.proved", user, proof=proof)


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Every other session of this account ends, and its address is told."""
    user.set_password(password)
    user.save(update_fields=["password"])
    notify(user.email, "password_changed", {"first_name": user.first_name})
    trace(user, "password.changed", user)


@transaction.atomic
def ask_address(user: User, address: str, link: str) -> None:
    """`link` proves the address (see `address_link`). Whoever asks sees no difference when it is somebody's already."""
    if EmailAddress.objects.filter(email=address).exists():
        notify(address, "address_taken", {})
    else:
        notify(address, "address_confirm", {"first_name": user.first_name, "link": link})
    notify(user.email, "address_asked", {"first_name": user.first_name})
    trace(user, "address.asked", user)


@transaction.atomic
def change_address(user: User, address: str) -> None:
    """The proved address now signs in; the old one is told. Raises `AddressTaken`."""
    held = User.objects.select_for_update().get(pk=user.pk)
    old, held.email = held.email, address
    if old == address:  # a second click
        return
    try:
        with transaction.atomic():
            held.save(update_fields=["email"])
            EmailAddress.objects.filter(user=held).delete()
            EmailAddress.objects.create(user=held, email=address, verified=True, primary=True)
    except IntegrityError as error:
        raise AddressTaken from error
    notify(old, "address_changed", {"first_name": user.first_name})
    trace(user, "address.changed", user)


@transaction.atomic
def shut(user: User) -> None:
    """Nobody signs in to this account again; its number may open another. What was done with it stays on record."""
    NationalNumber.objects.filter(user=user).delete()
    user.is_active = False
    user.save(update_fields=["is_active"])
    trace(user, "account.shut", user)
