from collections.abc import Sequence
from itertools import chain, islice

from medimail.accounts.models import Profile
from medimail.lib.addresses import local_parts
from medimail.mailboxes.addressing import choices_for, kind_for
from medimail.mailboxes.models import Domain, Mailbox

_HOMONYMS = 30  # beyond, the desk shows no address; the decision itself counts on


def active_mailbox(address: str) -> Mailbox | None:
    """For the house itself (deliveries, jobs), never for a page."""
    return (
        Mailbox.objects.filter(address=address.lower(), state=Mailbox.State.ACTIVE)
        .select_related("holder", "domain")
        .first()
    )


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
