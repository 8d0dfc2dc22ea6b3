from collections.abc import Sequence

from medimail.accounts.models import Profile, User
from medimail.lib.addresses import local_parts
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.addressing import choose, hosted, kind_for
from medimail.mailboxes.models import Domain, Mailbox


def mailboxes_of(user: User) -> list[Mailbox]:
    """All boxes the person may open, their own first."""
    return list(openable_by(user).order_by("id"))


def active_mailbox(address: str) -> Mailbox | None:
    """For the house itself (deliveries, jobs), never for a page."""
    return (
        Mailbox.objects.filter(address=address.lower(), state=Mailbox.State.ACTIVE)
        .select_related("holder", "domain")
        .first()
    )


def proposed_addresses(profiles: Sequence[Profile]) -> list[str]:
    """The address each would get, homonyms aside, empty where no domain is hosted. Costs one query for all."""
    domains = hosted({profile.region_code for profile in profiles})
    return [_proposed(profile, choose(profile, kind_for(profile), domains)) for profile in profiles]


def _proposed(profile: Profile, domain: Domain | None) -> str:
    local_part = next(local_parts(profile.user.first_name, profile.user.last_name))
    return f"{local_part}@{domain.name}" if domain else ""
