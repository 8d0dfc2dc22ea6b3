"""That a box has news, told to whoever looks at it (PostgreSQL NOTIFY): its number and nothing else."""

from django.db import connection

CHANNEL = "mail_news"


def announce(mailbox_id: int) -> None:
    """With the transaction, if there is one. Nobody listening is no failure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(mailbox_id)])
