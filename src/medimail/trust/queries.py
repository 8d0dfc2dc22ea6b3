from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from medimail.mailboxes.models import Domain
from medimail.trust.models import AllowListImport, Change, ListedPeer

_State = AllowListImport.State


def speaks_for(common_name: str, domain: str) -> bool:
    """The operator with this verified certificate may send for this domain."""
    if not common_name:
        return False
    return ListedPeer.objects.filter(certificate__common_name__iexact=common_name, domain=domain).exists()


def in_space(domain: str) -> bool:
    """Ours, or on the allow list: mail may go there."""
    return Domain.objects.filter(name=domain).exists() or ListedPeer.objects.filter(domain=domain).exists()


def last_good() -> AllowListImport | None:
    """The list in use."""
    return AllowListImport.objects.filter(state=_State.TAKEN).order_by("-generated_at").first()


def changes(limit: int = 50, domain: str = "") -> list[Change]:
    """The latest first."""
    found = Change.objects.filter(domain=domain) if domain else Change.objects.all()
    return list(found.order_by("-at", "domain")[:limit])


@dataclass(frozen=True, slots=True)
class State:
    last: AllowListImport | None
    """The list in use."""
    refusal: AllowListImport | None
    """What has been refused since it was last seen."""
    age: timedelta | None
    """Since it was last seen."""
    expected: bool
    """A list is to be fetched here, or one was taken in."""

    @property
    def alarm(self) -> bool:
        """Too long without a good list, or none at all."""
        return self.expected and (self.age is None or self.age > timedelta(hours=settings.ALLOW_LIST_ALARM_HOURS))

    @property
    def signer_expired(self) -> bool:
        until = self.last.signer_until if self.last else None
        return until is not None and until < timezone.now()


def state(now: datetime | None = None) -> State:
    last = last_good()
    refused = AllowListImport.objects.filter(state=_State.REFUSED)
    since = refused.filter(last_at__gt=last.last_at) if last else refused
    age = (now or timezone.now()) - last.last_at if last else None
    return State(last, since.order_by("-last_at").first(), age, bool(settings.ALLOW_LIST_URL or last))


def metrics() -> Mapping[str, float]:
    """Of the list, in seconds and numbers; ages are left out while there is none."""
    found, now = state(), timezone.now()
    last = found.last
    ages = {
        "allow_list_age_seconds": found.age,
        "allow_list_generated_age_seconds": now - last.generated_at if last and last.generated_at else None,
        "allow_list_signer_left_seconds": last.signer_until - now if last and last.signer_until else None,
    }
    return {
        "allow_list_entries": last.entries if last else 0,
        "allow_list_domains": last.domains if last else 0,
        "allow_list_alarm": int(found.alarm),
        "allow_list_refused": found.refusal.times if found.refusal else 0,
        **{name: age.total_seconds() for name, age in ages.items() if age is not None},
    }
