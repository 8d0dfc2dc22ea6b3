from collections.abc import Sequence
from datetime import datetime
from itertools import chain, islice

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from medimail.accounts.models import Profile, User
from medimail.audit.models import Trace
from medimail.audit.searching import acts_on
from medimail.lib.addresses import local_parts
from medimail.mailboxes.access import grants_now, waiting
from medimail.mailboxes.addressing import ORGANISATIONS, choices_for, kind_for
from medimail.mailboxes.models import Domain, Grant, Invitation, Mailbox, Role

_HOMONYMS = 30  # beyond, the desk shows no address; the decision itself counts on


def active_mailbox(address: str) -> Mailbox | None:
    """For the house itself (deliveries, jobs), never for a page."""
    return (
        Mailbox.objects.filter(address=address.lower(), state=Mailbox.State.ACTIVE)
        .select_related("holder", "domain")
        .first()
    )


def acts_of_delegates(box: Mailbox, *, since: datetime, before: int = 0, limit: int) -> list[Trace]:
    """What others did in a personal box, also those whose right has ended since. Newest first."""
    people = Grant.objects.filter(mailbox=box).exclude(ended_at__lt=since).values_list("person", flat=True)
    return acts_on(box, f"box:{box.pk}", set(people), since=since, before=before, limit=limit)


def hosted(domain: str) -> bool:
    return Domain.objects.filter(name=domain).exists()


def proposed_addresses(profiles: Sequence[Profile]) -> list[str]:
    """The address each gets if they are decided in this order, empty where no domain is hosted.

    Costs four queries for all.
    """
    choices = choices_for(profiles)
    wanted = [_candidates(profile, choices.choose(profile, kind_for(profile))) for profile in profiles]
    taken = set(Mailbox.objects.filter(address__in=chain(*wanted)).values_list("address", flat=True))
    promised = []
    for addresses in wanted:
        promised.append(next((address for address in addresses if address not in taken), ""))
        taken.add(promised[-1])
    return promised


def _candidates(profile: Profile, domain: Domain | None) -> list[str]:
    if domain is None:
        return []
    names = islice(local_parts(profile.user.first_name, profile.user.last_name), _HOMONYMS)
    return [f"{name}@{domain.name}" for name in names]


def shared_addresses(wanted: Sequence[tuple[str, str, str]]) -> list[tuple[str, bool]]:
    """For each (local part, FINESS, region): the address it would be, and whether it is free. Two queries for all."""
    own = {one.finess: one.name for one in _external().filter(finess__in={finess for _, finess, _ in wanted} - {""})}
    regions = {region for _, _, region in wanted}
    org = {one.region_code: one.name for one in _external().filter(region_code__in=regions, label=ORGANISATIONS)}
    names = [own.get(finess) or org.get(region, "") for _, finess, region in wanted]
    found = [f"{part}@{name}" if part and name else "" for (part, *_), name in zip(wanted, names, strict=True)]
    taken = set(Mailbox.objects.filter(address__in=found).values_list("address", flat=True))
    return [(address, bool(address) and address not in taken) for address in found]


def _external() -> QuerySet[Domain]:
    return Domain.objects.filter(external=True).order_by("-name")


def members_of(mailbox: Mailbox) -> list[Grant]:
    """Rights that hold or will hold, by name."""
    today = timezone.localdate()
    rights = mailbox.grants.filter(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None)
    return list(rights.select_related("person").order_by("person__last_name", "person__first_name", "id"))


def invited_to(mailbox: Mailbox) -> list[Invitation]:
    return list(waiting().filter(mailbox=mailbox).order_by("email"))


def managers_of(mailbox: Mailbox) -> list[User]:
    rights = grants_now().filter(mailbox=mailbox, role=Role.MANAGER, person__is_active=True)
    return [right.person for right in rights.select_related("person").order_by("person__last_name", "id")]


def rights_of(person: User) -> list[Grant]:
    """What the person opens or will open without holding it."""
    today = timezone.localdate()
    rights = Grant.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), person=person, ended_at=None)
    active = rights.filter(mailbox__state=Mailbox.State.ACTIVE)
    return list(active.select_related("mailbox").order_by("mailbox__display_name", "mailbox_id"))


def managed_alone(person: User) -> list[Mailbox]:
    """Open shared boxes that would have no manager without this person."""
    managing = Grant.objects.filter(role=Role.MANAGER, ended_at=None, suspended=False)
    others = managing.filter(mailbox=OuterRef("pk")).exclude(person=person)
    own = Mailbox.objects.filter(holder=None, pk__in=managing.filter(person=person).values("mailbox"))
    return list(own.filter(state=Mailbox.State.ACTIVE).exclude(Exists(others)).order_by("address"))
