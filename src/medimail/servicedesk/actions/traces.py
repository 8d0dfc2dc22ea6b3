from collections.abc import Iterator

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import exported
from medimail.servicedesk.queries.traces import Line, Wanted, all_traces, asked_by


@transaction.atomic
def export_traces(user: User, wanted: Wanted, *, kind: str) -> Iterator[Line]:
    """The lines of a file, and a trace that they were taken. Never whose name was looked for."""
    asked = asked_by(user, wanted)
    days = {"since": wanted.since.date().isoformat(), "until": wanted.until.date().isoformat()}
    exported(user, "traces", kind=kind, narrowed=bool(asked.among), **days)
    return all_traces(asked)
