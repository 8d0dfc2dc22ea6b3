"""What happened to a request, from the traces."""

from medimail.audit.models import Trace
from medimail.audit.queries import traces_of
from medimail.enrolment.models import Application
from medimail.mailboxes.models import Mailbox

_NO_MOVE = {"application.written", "application.opened"}


def history_of(application: Application) -> list[Trace]:
    """Acts on the request, on the person's boxes and on the changes of their profile, oldest first."""
    user = application.user
    boxes = Mailbox.objects.filter(holder=user)
    return traces_of([application, user, *boxes, *user.profile_changes.all()])


def last_mover(application: Application) -> str:
    """Who brought the request to its present state; empty for the person and for the house itself."""
    moves = [one for one in traces_of([application]) if one.action not in _NO_MOVE]
    actor = moves[-1].actor if moves else None
    return actor.full_name if actor and actor != application.user else ""
