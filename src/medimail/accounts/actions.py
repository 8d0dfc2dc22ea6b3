from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import Profile, TermsAcceptance, TermsVersion, User
from medimail.accounts.profile import ProfileData
from medimail.audit.actions import trace


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
    terms, created = TermsVersion.objects.get_or_create(
        version=version, defaults={"title": title, "text": text, "published_at": timezone.now()}
    )
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
    user.save(update_fields=["first_name", "last_name"])
    profile, _ = Profile.objects.update_or_create(user=user, defaults=data.profile_fields())
    return profile
