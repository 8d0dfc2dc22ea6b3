"""Whom a box wrote to, to propose them again: read at each letter typed, so it is not asked of Dovecot."""

from django.db import connection
from django.utils import timezone

from medimail.accounts.models import User
from medimail.mail.models import Correspondent
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.models import Mailbox

KEPT = 300
_PATIENTS = "patient.mssante.fr"


def remember(mailbox: Mailbox, addresses: list[str]) -> None:
    now = timezone.now()
    known = {one.lower() for one in addresses if not one.lower().endswith(_PATIENTS)}
    Correspondent.objects.bulk_create(
        [Correspondent(mailbox=mailbox, address=address, used_at=now) for address in sorted(known)],
        update_conflicts=True,
        update_fields=["used_at"],
        unique_fields=["mailbox", "address"],
    )


def recent(person: User, box: int, text: str, most: int) -> list[str]:
    """Of a box this person may open, the latest first."""
    of_box = Correspondent.objects.filter(mailbox__in=openable_by(person), mailbox_id=box)
    found = of_box.filter(address__contains=text.lower())
    return list(found.order_by("-used_at").values_list("address", flat=True)[:most])


def written_to(mailbox: Mailbox, addresses: set[str]) -> set[str]:
    """Those of these addresses, in lower case, that this box wrote to."""
    found = Correspondent.objects.filter(mailbox=mailbox, address__in=addresses)
    return set(found.values_list("address", flat=True))


def forget(mailbox: Mailbox) -> None:
    Correspondent.objects.filter(mailbox=mailbox).delete()


def prune() -> None:
    """Each box keeps its latest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM mail_correspondent USING (SELECT id, row_number() OVER (PARTITION BY mailbox_id "
            "ORDER BY used_at DESC) AS place FROM mail_correspondent) AS ranked "
            "WHERE mail_correspondent.id = ranked.id AND place > %s",
            [KEPT],
        )
