"""Terms of use: published once, accepted by each."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import TermsAcceptance, TermsVersion, User
from medimail.audit.actions import trace


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
