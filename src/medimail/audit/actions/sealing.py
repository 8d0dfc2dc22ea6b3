"""Chains what was traced, apart from those who trace: they never wait for each other."""

import logging
from dataclasses import asdict
from itertools import accumulate
from operator import attrgetter

from django.db import connection, transaction

from medimail.audit import chain
from medimail.audit.chain import Block, Row
from medimail.audit.models import Link, Progress, Seal, Trace
from medimail.audit.reach import keys_of

_BLOCK = 2000
log = logging.getLogger("medimail.audit")
# Whoever inserts holds this lock from before its row is numbered until the row is visible.
_WRITERS = """
SELECT virtualtransaction FROM pg_locks WHERE relation = 'audit_trace'::regclass AND mode = 'RowExclusiveLock'
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND pid IS DISTINCT FROM pg_backend_pid()
"""
_LAST = "SELECT pg_sequence_last_value(pg_get_serial_sequence('audit_trace', 'id')::regclass)"


def seal() -> int:
    """Chain all that can no longer be preceded by a row that commits late. How many traces it was."""
    settled = _settled()
    done = 0
    while count := _seal_next(settled):
        done += count
    return done


@transaction.atomic
def _settled() -> int:
    """Up to which number all rows are visible, or will never be.

    A transaction may take a number and commit much later. Those at work when a number was the last one are waited for,
    and nobody else: a long import elsewhere does not hold back the chain.
    """
    progress = _progress()
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        last = int(cursor.fetchone()[0] or 0)
        cursor.execute(_WRITERS)  # only now: whoever numbers a row after this moment gets a higher number
        writers = sorted({row[0] for row in cursor.fetchall()})
    if not writers:
        progress.watched, progress.writers = last, []
        settled = last
    else:
        settled = progress.watched if not set(writers) & set(progress.writers) else progress.until
        if settled == progress.watched:
            progress.watched, progress.writers = last, writers
    progress.save(update_fields=["watched", "writers"])
    return settled


@transaction.atomic
def _seal_next(settled: int) -> int:
    progress = _progress()
    waiting = Trace.objects.filter(id__gt=progress.until, id__lte=settled).order_by("id")
    rows = [Row(*one) for one in waiting.values_list(*chain.COLUMNS)[:_BLOCK]]
    if not rows:
        return 0
    before = bytes(progress.digest)
    digests = list(accumulate(rows, chain.of_row, initial=before))[1:]
    keys = keys_of(rows)
    Link.objects.bulk_create(
        Link(trace_id=row.id, digest=digest, keys=keys[row.id]) for row, digest in zip(rows, digests, strict=True)
    )
    newest = max(rows, key=attrgetter("at")).at
    block = Block(progress.seal + 1, progress.until, rows[-1].id, len(rows), newest, digests[-1])
    _close(progress, block, before)
    return len(rows)


def _close(progress: Progress, block: Block, before: bytes) -> None:
    digest = chain.of_seal(before, block)
    Seal.objects.create(**asdict(block), previous=before, digest=digest)
    progress.seal, progress.until, progress.digest = block.number, block.until, digest
    progress.save(update_fields=["seal", "until", "digest"])
    # Kept with the logs, it proves later that the end of the chain was not cut off: `verify-audit --known`.
    said = (block.number, digest.hex(), block.count, block.until)
    transaction.on_commit(lambda: log.info("traces sealed: %s:%s, %s traces up to %s", *said))


def _progress() -> Progress:
    """Held until the transaction ends: one chain, however many workers."""
    Progress.objects.get_or_create(pk=1)
    return Progress.objects.select_for_update().get(pk=1)
