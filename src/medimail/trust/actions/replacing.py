"""What a list changes, as a difference of two sets, and that change made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medimail.lib.allow_list.names import DistinguishedName
from medimail.lib.allow_list.reading import AllowList, Entry
from medimail.trust.models import AllowListImport, Change, ListedCertificate, ListedPeer, Operator

Line = tuple[str, str]
"""Domain, key of the certificate."""
_SAID = ["description", "responsible", "support"]
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    operator: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    listed: Mapping[Line, _Row]
    """Without those added by hand."""
    wanted: Mapping[Line, Entry]
    added: list[Entry]
    said_anew: list[Entry]
    """On the list before, with other contacts."""
    removed: list[int]

    @property
    def nothing(self) -> bool:
        return not (self.added or self.said_anew or self.removed)

    @property
    def sizes(self) -> list[tuple[str, int, int]]:
        """(of what, before, after)."""
        before, after = ({domain for domain, _ in lines} for lines in (self.listed, self.wanted))
        return [("entries", len(self.listed), len(self.wanted)), ("domains", len(before), len(after))]


def difference(found: AllowList) -> Difference:
    wanted = {(one.domain, one.operator.key): one for one in found.entries}
    listed, fixed = _present()
    return Difference(
        listed,
        wanted,
        [entry for line, entry in wanted.items() if line not in listed and line not in fixed],
        [entry for line, entry in wanted.items() if line in listed and listed[line].said != _said(entry)],
        [row.pk for line, row in listed.items() if line not in wanted],
    )


def replace(changed: Difference, brought_by: AllowListImport, *, since_ever: bool) -> None:
    """`since_ever`: the first list of all moves nothing."""
    ListedPeer.objects.filter(pk__in=changed.removed).delete()
    written = [*changed.added, *changed.said_anew]
    certificates = _certificates({one.operator: one.written for one in written})
    rows = [_row(one, certificates[one.operator.key]) for one in written]
    ListedPeer.objects.bulk_create(
        rows, _BATCH, update_conflicts=True, unique_fields=["domain", "certificate"], update_fields=_SAID
    )
    if not since_ever:
        Change.objects.bulk_create(_moves(changed, brought_by), _BATCH)


def _present() -> tuple[dict[Line, _Row], set[Line]]:
    listed: dict[Line, _Row] = {}
    fixed: set[Line] = set()
    columns = ("pk", "fixed", "domain", "certificate__key", "certificate__operator__code", *_SAID)
    for pk, by_hand, domain, key, operator, *said in ListedPeer.objects.values_list(*columns).iterator(_BATCH):
        if by_hand:
            fixed.add((domain, key))
        else:
            listed[domain, key] = _Row(pk, operator, tuple(said))
    return listed, fixed


def _said(entry: Entry) -> tuple[str, ...]:
    return entry.description, entry.responsible, entry.support


def _row(entry: Entry, certificate: int) -> ListedPeer:
    said = dict(zip(_SAID, _said(entry), strict=True))
    return ListedPeer(domain=entry.domain, certificate_id=certificate, **said)


def _certificates(names: Mapping[DistinguishedName, str]) -> dict[str, int]:
    """Key → row, made when it is not known yet. A name that left the list keeps its row: traces speak of it."""
    operators = _operators(names)
    new = [
        ListedCertificate(
            key=one.key, written=written, common_name=one.common_name, operator_id=operators[one.operator]
        )
        for one, written in {one.key: (one, written) for one, written in names.items()}.values()
    ]
    ListedCertificate.objects.bulk_create(new, _BATCH, ignore_conflicts=True)
    return dict(ListedCertificate.objects.filter(key__in=[one.key for one in new]).values_list("key", "pk"))


def _operators(names: Iterable[DistinguishedName]) -> dict[str, int]:
    called: dict[str, str] = {}
    for one in names:  # the longest: some certificates cut it
        called[one.operator] = max(called.get(one.operator, ""), one.organization or one.common_name, key=len)
    new = [Operator(code=code, name=name) for code, name in called.items()]
    Operator.objects.bulk_create(new, _BATCH, update_conflicts=True, unique_fields=["code"], update_fields=["name"])
    return dict(Operator.objects.filter(code__in=called).values_list("code", "pk"))


def _moves(changed: Difference, brought_by: AllowListImport) -> list[Change]:
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for (domain, _), row in changed.listed.items():
        before[domain].add(row.operator)
    for entry in changed.wanted.values():
        after[entry.domain].add(entry.operator.operator)
    return [
        Change(
            domain=domain,
            before=sorted(before[domain]),
            after=sorted(after[domain]),
            brought_by=brought_by,
            at=brought_by.last_at,
        )
        for domain in sorted(before.keys() | after.keys())
        if before[domain] != after[domain]
    ]
