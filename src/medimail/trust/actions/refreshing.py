from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from medimail.lib.allow_list.fetching import fetch
from medimail.lib.allow_list.trust import Trust, certificates
from medimail.lib.national_files.errors import FileRefused
from medimail.trust.actions.intake import alone, confirm, refused, take_in
from medimail.trust.models import AllowListImport
from medimail.trust.queries import last_good


def refresh() -> AllowListImport | None:
    """The list of the configured address, and what became of it; None when there is none to fetch. Safe to repeat."""
    address = settings.ALLOW_LIST_URL
    if not address:
        return None
    known = _known(address)
    asked = {"tag": known.tag, "modified": known.modified} if known else {}
    try:
        trust = pinned()
        got = fetch(address, authority=settings.ALLOW_LIST_AUTHORITY, **asked)
    except FileRefused as refusal:
        now = timezone.now()
        return refused(AllowListImport(source=address, first_at=now, last_at=now), refusal)
    if got.content is not None:
        return take_in(got.content, source=address, trust=trust, tag=got.tag, modified=got.modified)
    with transaction.atomic():
        alone()
        return confirm(AllowListImport.objects.get(pk=known.pk)) if known else None


def pinned() -> Trust:
    """As the settings say. Raises `FileRefused`."""
    try:
        authority = Path(settings.ALLOW_LIST_AUTHORITY).read_bytes() if settings.ALLOW_LIST_AUTHORITY else b""
    except OSError as error:
        raise FileRefused("authority", error.strerror or "") from error
    if not authority:
        raise FileRefused("authority")
    tolerance = timedelta(days=settings.ALLOW_LIST_EXPIRED_DAYS)
    return Trust(certificates(authority), settings.ALLOW_LIST_SIGNER, tolerance=tolerance)


def _known(address: str) -> AllowListImport | None:
    """Only what is new need be sent; once the signer's certificate has ended, the list must prove itself again."""
    last = last_good()
    if last is None or last.source != address or last.signer_until is None or last.signer_until < timezone.now():
        return None
    return last
