from medimail.accounts.models import User
from medimail.mailboxes.access import grants_now
from medimail.mailboxes.models import Grant, Mailbox, Role
from medimail.teamwork.errors import NotAMember

_MAY_WRITE = [Role.WRITER, Role.MANAGER]


def is_shared(mailbox: Mailbox) -> bool:
    """A personal box is no team, whoever else may open it."""
    return mailbox.holder_id is None


def shared(mailbox: Mailbox) -> Mailbox:
    """The box itself. Raises Mailbox.DoesNotExist for a personal one."""
    if not is_shared(mailbox):
        raise Mailbox.DoesNotExist
    return mailbox


def colleague(mailbox: Mailbox, pk: int) -> User:
    """Somebody a message of this box may be given to. Raises NotAMember."""
    rights = grants_now().filter(mailbox=mailbox, role__in=_MAY_WRITE, person__is_active=True)
    try:
        return rights.select_related("person").get(person_id=pk).person
    except Grant.DoesNotExist:
        raise NotAMember from None


def colleagues(mailbox: Mailbox) -> list[User]:
    """All of them, by name."""
    rights = grants_now().filter(mailbox=mailbox, role__in=_MAY_WRITE, person__is_active=True)
    return [right.person for right in rights.select_related("person").order_by("person__last_name", "person_id")]
