"""Is everything that was traced still there, as it was? Streamed: memory does not grow with the chain."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from medimail.audit import chain, guard
from medimail.audit.chain import Block, Row
from medimail.audit.models import Link, Progress, Seal, Trace

_AT_ONCE = 5000


class Finding(NamedTuple):
    """`trace`: the number of the row where it shows; None for what concerns no single row."""

    what: str
    trace: int | None = None


class Item(NamedTuple):
    number: int
    row: Row | None
    digest: bytes | None


@dataclass(slots=True)
class Report:
    findings: list[Finding] = field(default_factory=list)
    seals: int = 0
    sealed: int = 0
    waiting: int = 0
    waiting_since: datetime | None = None
    last: str = ""
    """Number and digest of the last seal: what `known` takes."""
    forgotten: dict[int, str] = field(default_factory=dict)
    """Seals that the house itself removed, by the traces it left."""


def check(known: str = "") -> Report:
    """`known`: a seal that was once logged, `number:digest`."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:  # rows sealed meanwhile would look like rows inserted
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        report = Report([Finding(said) for said in guard.open_doors()])
        _check_chain(report)
        if known:
            report.findings += _check_known(known)
    return report


def _check_chain(report: Report) -> None:
    items = _items()
    item = next(items, None)
    last: Seal | None = None
    first: Seal | None = None
    for seal in Seal.objects.order_by("number").iterator(_AT_ONCE):
        first = first or seal
        report.findings += _check_seal(seal, last)
        while item and item.number <= seal.after:
            report.findings.append(Finding("was inserted behind a seal", item.number))
            item = next(items, None)
        before, count = bytes(seal.previous), 0
        while item and item.number <= seal.until:
            before = _check_item(report, before, item)
            count += 1
            item = next(items, None)
        if (count, before) != (seal.count, bytes(seal.head)):
            said = f"seal {seal.number} closes {seal.count} traces, {seal.after + 1} to {seal.until}; found {count}"
            report.findings.append(Finding(f"{said}, or others", seal.until))
        report.seals += 1
        last = seal
    while item:
        _wait(report, item)
        item = next(items, None)
    report.findings += [*_check_front(report, first), *_check_end(last)]
    report.last = f"{last.number}:{bytes(last.digest).hex()}" if last else ""


def _items() -> Iterator[Item]:
    """Traces and links side by side, by number; either may miss its other."""
    traces = (Row(*one) for one in Trace.objects.order_by("id").values_list(*chain.COLUMNS).iterator(_AT_ONCE))
    links = Link.objects.order_by("trace_id").values_list("trace_id", "digest").iterator(_AT_ONCE)
    row, link = next(traces, None), next(links, None)
    while row or link:
        if row and link and row.id == link[0]:
            yield Item(row.id, row, bytes(link[1]))
            row, link = next(traces, None), next(links, None)
        elif row and (not link or row.id < link[0]):
            yield Item(row.id, row, None)
            row = next(traces, None)
        elif link:
            yield Item(link[0], None, bytes(link[1]))
            link = next(links, None)


def _check_item(report: Report, before: bytes, item: Item) -> bytes:
    """What the next row is chained to: the digest that was kept, so that one altered row is told once."""
    report.sealed += 1
    row = item.row
    _note_forgotten(report, item)
    if row is None:
        report.findings.append(Finding("was removed", item.number))
    elif item.digest is None:
        report.findings.append(Finding("was inserted behind a seal", item.number))
    elif chain.of_row(before, row) != item.digest:
        report.findings.append(Finding("was altered, or what stood just before it was removed", item.number))
    return item.digest or before


def _check_seal(seal: Seal, last: Seal | None) -> Iterator[Finding]:
    block = Block(seal.number, seal.after, seal.until, seal.count, seal.newest, bytes(seal.head))
    if chain.of_seal(bytes(seal.previous), block) != bytes(seal.digest):
        yield Finding(f"seal {seal.number} was altered", seal.after + 1)
    if last and (last.number + 1, last.until, bytes(last.digest)) != (seal.number, seal.after, bytes(seal.previous)):
        yield Finding(f"seal {seal.number} does not follow seal {last.number}: between them something is missing")


def _check_front(report: Report, first: Seal | None) -> Iterator[Finding]:
    """Only what the house removed itself, at the end of its time, may be missing at the beginning."""
    if first and first.number == 1 and first.previous:
        yield Finding("seal 1 has one before it")
    if first and first.number > 1 and report.forgotten.get(first.number - 1) != bytes(first.previous).hex():
        yield Finding(f"the seals before {first.number} were removed, and not by the house at the end of their time")


def _check_end(last: Seal | None) -> Iterator[Finding]:
    progress = Progress.objects.filter(pk=1).first()
    reached = (progress.seal, bytes(progress.digest), progress.until) if progress else (0, chain.START, 0)
    if reached != ((last.number, bytes(last.digest), last.until) if last else (0, chain.START, 0)):
        yield Finding(f"the chain had come to seal {reached[0]}; its end was cut off or replaced")


def _check_known(known: str) -> Iterator[Finding]:
    number, _, digest = known.partition(":")
    found = Seal.objects.filter(number=int(number)).first()
    oldest = Seal.objects.order_by("number").first()
    if found is None and oldest and oldest.number > int(number):
        return  # its time is over; that the house removed it is proved elsewhere
    if found is None or bytes(found.digest).hex() != digest:
        yield Finding(f"seal {number} is not the one that was logged: the chain was cut off or written anew")


def _wait(report: Report, item: Item) -> None:
    if item.row is None or item.digest is not None:
        report.findings.append(Finding("has a link and no seal", item.number))
        return
    report.waiting += 1
    report.waiting_since = min(report.waiting_since or item.row.at, item.row.at)
    _note_forgotten(report, item)


def _note_forgotten(report: Report, item: Item) -> None:
    if item.row and item.row.action == "traces.forgotten":
        report.forgotten[int(item.row.detail["seal"])] = str(item.row.detail["digest"])
