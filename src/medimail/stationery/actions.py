from dataclasses import dataclass

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.models import Mailbox
from medimail.stationery.access import paper_to_change, writable
from medimail.stationery.models import Paper

MOST = 100


class TooManyPapers(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Written:
    kind: str
    name: str
    text: str
    shared: bool
    """Of the box, for all who write from it."""
    by_default: bool = False


def write(mailbox: Mailbox, person: User, written: Written, pk: int | None = None) -> Paper:
    """A new one, or the one of that number. Raises TooManyPapers, Paper.DoesNotExist, Mailbox.DoesNotExist."""
    with transaction.atomic():
        # One at a time for each owner: of two defaults, the later one counts.
        User.objects.select_for_update().get(pk=person.pk)
        Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        paper = paper_to_change(person, mailbox, pk) if pk else Paper()
        if written.shared:
            writable(person, mailbox)
        place = {"owner": None, "mailbox": mailbox} if written.shared else {"owner": person, "mailbox": None}
        if not pk and Paper.objects.filter(**place).count() >= MOST:
            raise TooManyPapers
        default = written.by_default and written.kind == Paper.Kind.SIGNATURE
        if default:
            Paper.objects.filter(**place).exclude(pk=paper.pk).update(by_default=False)
        paper.kind, paper.name, paper.text, paper.by_default = written.kind, written.name, written.text, default
        paper.owner, paper.mailbox = place["owner"], place["mailbox"]  # type: ignore[assignment]
        paper.save()
        trace(person, "stationery.written", paper, kind=paper.kind, shared=written.shared)
    return paper


def remove(mailbox: Mailbox, person: User, pk: int) -> None:
    """Raises Paper.DoesNotExist, Mailbox.DoesNotExist."""
    with transaction.atomic():
        paper = paper_to_change(person, mailbox, pk)
        trace(person, "stationery.removed", paper, kind=paper.kind, shared=paper.owner_id is None)
        paper.delete()
