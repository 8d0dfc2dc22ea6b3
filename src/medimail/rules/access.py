from medimail.accounts.models import User
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.models import Mailbox
from medimail.rules.models import Rule


def rule_for(person: User, mailbox: Mailbox, pk: int) -> Rule:
    """Or `Rule.DoesNotExist`."""
    return Rule.objects.get(pk=pk, mailbox=mailbox, mailbox__in=openable_by(person))
