"""Dovecot runs the box's own rules over its inbox (FILTER=SIEVE): the program and the words that file what arrives."""

from django.db.models import QuerySet
from django.utils import timezone

from medimail.lib import imap_filter
from medimail.lib.imap import Session
from medimail.lib.sieve_script import script
from medimail.mail.folders import INBOX
from medimail.mail.store import opened_by_worker
from medimail.mailboxes.news import announce
from medimail.refiling.models import Refiling
from medimail.rules.queries import rules_of

_AT_ONCE = 100


def run(refiling_id: int) -> None:
    """Goes on where it was left; safe to run twice. Raises MailUnavailable."""
    refiling = _begun(refiling_id)
    if refiling is None:
        return
    with opened_by_worker(refiling.mailbox) as session:
        session.open(INBOX.name)
        _clear(session, refiling.batch)
        waiting = [uid for uid in session.run(imap_filter.lying) if uid > refiling.after]
        refiling.total = refiling.done + len(waiting)
        for start in range(0, len(waiting), _AT_ONCE):
            if not _step(session, refiling, waiting[start : start + _AT_ONCE]):
                return
    _running(refiling).update(state=Refiling.State.DONE, total=refiling.total, changed_at=timezone.now())


def _begun(refiling_id: int) -> Refiling | None:
    under_way = Refiling.objects.filter(pk=refiling_id, state__in=Refiling.UNDER_WAY)
    begun = under_way.update(state=Refiling.State.RUNNING, changed_at=timezone.now())
    return Refiling.objects.select_related("mailbox__domain").get(pk=refiling_id) if begun else None


def _step(session: Session, refiling: Refiling, uids: list[int]) -> bool:
    """False when its person stopped it."""
    if not _tell(refiling, uids):
        return False
    filings = [rule.filing for rule in rules_of(refiling.mailbox) if rule.on]
    words = script(None, filings).encode()
    filed, left_out = session.run(lambda client: imap_filter.file(client, words, uids))
    _clear(session, uids)
    refiling.done += len(uids)
    refiling.filed += filed
    refiling.left_out += left_out
    refiling.after = uids[-1]
    if filed:
        announce(refiling.mailbox_id)
    return _tell(refiling, [])


def _clear(session: Session, uids: list[int]) -> None:
    """A copy stands where the rule files: the original, which nobody had deleted before, goes."""
    if uids:
        session.run(lambda client: imap_filter.clear(client, uids))


def _tell(refiling: Refiling, batch: list[int]) -> bool:
    counts = {name: getattr(refiling, name) for name in ("total", "done", "filed", "left_out", "after")}
    Refiling.objects.filter(pk=refiling.pk).update(**counts, batch=batch, changed_at=timezone.now())
    return _running(refiling).exists()


def _running(refiling: Refiling) -> QuerySet[Refiling]:
    return Refiling.objects.filter(pk=refiling.pk, state=Refiling.State.RUNNING)
