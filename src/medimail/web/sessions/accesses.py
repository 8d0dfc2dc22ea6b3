"""« Mes accès »: who opened my boxes, and who tried to open my account."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.accounts.models import User
from medimail.accounts.queries import portals
from medimail.audit.models import Trace, name_of
from medimail.audit.queries import access_to
from medimail.mailboxes.access import mailboxes_of
from medimail.web.person import person
from medimail.web.sessions import words

DAYS = 90
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the page. `alarming`: somebody else, or a refusal."""

    at: datetime
    what: str
    who: str
    how: str
    device: str
    where: str
    alarming: bool


@never_cache
@require_safe
def accesses(request: HttpRequest) -> HttpResponse:
    user = person(request)
    boxes = mailboxes_of(user)
    before = _moment(request.GET.get("avant", ""))
    since = timezone.now() - timedelta(days=DAYS)
    found = access_to([user, *boxes], since=since, before=before, limit=_PAGE + 1)
    addresses = {name_of(box): box.address for box in boxes}
    names = {one.slug: one.name for one in portals()}
    lines = [_line(one, user, addresses, names) for one in found[:_PAGE]]
    days = [(day, list(those)) for day, those in groupby(lines, key=_day)]
    older = found[_PAGE - 1].at.isoformat() if len(found) > _PAGE else ""
    return render(request, "sessions/accesses.html", {"days": days, "older": older, "before": before, "kept": DAYS})


def _line(one: Trace, user: User, addresses: dict[str, str], names: dict[str, str]) -> Access:
    said = one.detail
    refused = one.action == "sign_in.refused"
    other = one.actor_id not in {None, user.pk}
    return Access(
        at=one.at,
        what=addresses.get(one.subject, ""),
        who="" if refused else str(one.actor or ""),
        how=words.reason(said.get("reason", "")) if refused else words.means(said.get("means", ""), names),
        device=said.get("device", ""),
        where=said.get("place") or f"réseau {said['network']}" if said.get("network") else "",
        alarming=refused or other,
    )


def _day(line: Access) -> date:
    return timezone.localtime(line.at).date()


def _moment(text: str) -> datetime | None:
    """Where the page before ended; anything else is the first page."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None
