from medimail.accounts.models import Profile, User
from medimail.lib.addresses import local_parts
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.addressing import domain_for, kind_for
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


def proposed_address(profile: Profile) -> str:
    """The address an acceptance would give, homonyms aside; shown to the administrator. Costs one query."""
    try:
        domain = domain_for(profile, kind_for(profile))
    except Domain.DoesNotExist:
        return ""
    return f"{next(local_parts(profile.user.first_name, profile.user.last_name))}@{domain.name}"
