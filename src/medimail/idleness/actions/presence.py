from django.db import connection, transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.enrolment.models import Application
from medimail.idleness.errors import NotSuspendedForSilence
from medimail.idleness.models import Presence

Stage = Presence.Stage
# One statement, since every sign-in waits for it: Django's own note of a sign-in, which ends links that would set a new
# password, is in it (`idleness.apps`).
_SEEN = """
WITH signed_in AS (UPDATE accounts_user SET last_login = %s WHERE id = %s)
INSERT INTO idleness_presence AS known (user_id, seen_on, stage) VALUES (%s, %s, '')
ON CONFLICT (user_id) DO UPDATE SET seen_on = EXCLUDED.seen_on, suspends_on = NULL,
    stage = CASE known.stage WHEN 'suspended' THEN known.stage ELSE '' END
WHERE known.seen_on < EXCLUDED.seen_on
"""


def be_seen(user: User) -> None:
    """At each sign-in, by any door; it writes once a day. What was warned of does not come."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, [timezone.now(), user.pk, user.pk, timezone.localdate()])


@transaction.atomic
def ask_back(user: User) -> bool:
    """False when it was asked already. Raises `NotSuspendedForSilence`."""
    application = Application.objects.select_for_update().filter(user=user).first()
    found = Presence.objects.select_for_update(of=("self",)).filter(user=user, stage=Stage.SUSPENDED).first()
    if found is None or application is None or application.state != Application.State.SUSPENDED:
        raise NotSuspendedForSilence
    if found.asked_at:
        return False
    found.asked_at = timezone.now()
    found.save(update_fields=["asked_at"])
    trace(user, "application.reactivation_asked", application)
    return True
