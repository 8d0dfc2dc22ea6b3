"""The register of acts, as far as an administrator's scope goes: a region, a structure, or the whole house."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.audit.searching import Asked, searched
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk.access import desk_of, structures_for
from medimail.servicedesk.models import Administrator
from medimail.structures.models import Structure

PAGE = 50
MOST = 100_000
"""Lines of one file."""
_BATCH = 2000
_NAMESAKES = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    since: datetime
    until: datetime
    actions: tuple[str, ...] = ()
    person: str = ""
    box: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    trace: Trace
    about: str
    """The box, else the person, else the structure it concerns; who acted is not named twice."""
    other: str
    """Whom a right is about."""


def traces_page(user: User, wanted: Wanted, before: int) -> tuple[list[Line], int]:
    """Newest first; the second is where the next page begins, 0 on the last. Raises for non-administrators."""
    rows = searched(asked_by(user, wanted), before=before, limit=PAGE + 1)
    return lines(rows[:PAGE]), rows[PAGE - 1].pk if len(rows) > PAGE else 0


def all_traces(asked: Asked) -> Iterator[Line]:
    """As many as a file may hold, read piece by piece. `asked`: from `asked_by`, which says what may be seen."""
    before, left = 0, MOST
    while left and (rows := searched(asked, before=before, limit=min(_BATCH, left))):
        yield from lines(rows)
        before, left = rows[-1].pk, left - len(rows)


def asked_by(user: User, wanted: Wanted) -> Asked:
    """Raises for non-administrators."""
    scope = scope_of(user)
    asked = Asked(scope, wanted.since, wanted.until, actions=wanted.actions)
    if wanted.person:
        found = _people(user).filter(_called(wanted.person))[:_NAMESAKES]
        asked = replace(asked, among=(tuple(f"person:{one.pk}" for one in found),))
    if wanted.box:
        boxes = _boxes(user).filter(address__startswith=wanted.box.lower())[:_NAMESAKES]
        asked = replace(asked, among=(*asked.among, tuple(f"box:{one.pk}" for one in boxes)))
    return asked


def scope_of(user: User) -> tuple[str, ...] | None:
    administrator = desk_of(user).administrator
    if administrator.scope == Administrator.Scope.PLATFORM:
        return None
    if administrator.scope == Administrator.Scope.REGION:
        return (f"region:{administrator.region_code}",)
    assert administrator.structure is not None  # noqa: S101 (the constraint scope_says_where)
    finess = administrator.structure.finess
    return (f"structure:{administrator.structure.pk}", *([f"finess:{finess}"] if finess else []))


def _people(user: User) -> QuerySet[User]:
    """Whose name may be typed: a name of elsewhere finds as little as an invented one."""
    administrator = desk_of(user).administrator
    if administrator.scope == Administrator.Scope.PLATFORM:
        return User.objects.all()
    if administrator.scope == Administrator.Scope.REGION:
        here = Q(profile__region_code=administrator.region_code) | Q(administrator=administrator)
    else:
        assert administrator.structure is not None  # noqa: S101 (the constraint scope_says_where)
        here = Q(profile__finess=administrator.structure.finess or None)
        here |= Q(administrator__structure=administrator.structure)
    members = Mailbox.objects.filter(structure__in=structures_for(user)).values("grants__person")
    return User.objects.filter(here | Q(pk__in=members))


def _called(text: str) -> Q:
    text = text.strip()
    if "@" in text:
        return Q(email__iexact=text) | Q(mailboxes__address=text.lower())
    named = Q()
    for word in text.split()[:5]:
        named &= Q(last_name__istartswith=word) | Q(first_name__istartswith=word)
    return named


def _boxes(user: User) -> QuerySet[Mailbox]:
    if scope_of(user) is None:
        return Mailbox.objects.all()
    return Mailbox.objects.filter(Q(structure__in=structures_for(user)) | Q(holder__in=_people(user)))


def lines(rows: list[Trace]) -> list[Line]:
    """Each with its names, for three queries."""
    others = {row.pk: f"person:{row.detail['person']}" for row in rows if isinstance(row.detail.get("person"), int)}
    names = _names({key for row in rows for key in row.link.keys} | set(others.values()))
    return [Line(row, _about(row, names), names.get(others.get(row.pk, ""), "")) for row in rows]


def _about(row: Trace, names: dict[str, str]) -> str:
    for kind in ("box", "person", "structure"):
        found = [key for key in row.link.keys if key.startswith(f"{kind}:") and key != f"person:{row.actor_id}"]
        if found:
            return ", ".join(names[key] for key in found if key in names)
    return ""


def _names(keys: set[str]) -> dict[str, str]:
    boxes, people, structures = (_pks(keys, kind) for kind in ("box", "person", "structure"))
    return (
        {f"box:{pk}": address for pk, address in Mailbox.objects.filter(pk__in=boxes).values_list("pk", "address")}
        | {f"person:{one.pk}": str(one) for one in User.objects.filter(pk__in=people)}
        | {
            f"structure:{pk}": name
            for pk, name in Structure.objects.filter(pk__in=structures).values_list("pk", "name")
        }
    )


def _pks(keys: set[str], kind: str) -> list[int]:
    return [int(key.partition(":")[2]) for key in keys if key.startswith(f"{kind}:")]
