"""Each act writes the rows and hands Dovecot the whole script: both, or nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import mail_token
from medimail.lib.managesieve import ScriptRefused, Sieve, SieveUnavailable
from medimail.lib.sealing import Sealed
from medimail.lib.sieve_script import Away, Filing, script
from medimail.mailboxes.models import Mailbox
from medimail.rules.access import rule_for
from medimail.rules.errors import RulesUnavailable, TooManyRules
from medimail.rules.models import Absence, Rule
from medimail.rules.queries import absence_of, away_key, bounds, rules_of

MOST = 50
DAYS = 7
SUBJECT = "Réponse automatique : absence"


@dataclass(frozen=True, slots=True)
class Announced:
    since: date
    until: date
    text: str
    deputy_name: str = ""
    deputy_address: str = ""


def announce(mailbox: Mailbox, person: User, said: Announced) -> None:
    """Instead of the one before. Raises RulesUnavailable."""
    with _changing(mailbox):
        values = asdict(said) | {"text": Sealed(settings.SEALING_KEY).seal(said.text)}
        row, _ = Absence.objects.update_or_create(mailbox=mailbox, defaults=values)
        trace(
            person, "absence.announced", row, days=(said.until - said.since).days + 1, deputy=bool(said.deputy_address)
        )


def come_back(mailbox: Mailbox, person: User) -> None:
    """Raises RulesUnavailable."""
    with _changing(mailbox):
        for row in Absence.objects.filter(mailbox=mailbox):
            trace(person, "absence.ended", row)
            row.delete()


def write_rule(mailbox: Mailbox, person: User, filing: Filing, pk: int | None = None) -> None:
    """A new one at the end, or instead of that one. Raises TooManyRules, RulesUnavailable, Rule.DoesNotExist."""
    with _changing(mailbox):
        rule = rule_for(person, mailbox, pk) if pk else _new(mailbox)
        rule.sealed = _sealed(filing)
        rule.save()
        trace(person, "rule.written", rule)


def switch_rule(mailbox: Mailbox, person: User, pk: int, *, on: bool) -> None:
    with _changing(mailbox):
        rule = rule_for(person, mailbox, pk)
        rule.on = on
        rule.save(update_fields=["on"])
        trace(person, "rule.switched", rule, on=on)


def raise_rule(mailbox: Mailbox, person: User, pk: int) -> None:
    """Before the one above it."""
    with _changing(mailbox):
        rule = rule_for(person, mailbox, pk)
        above = Rule.objects.filter(mailbox=mailbox, position__lt=rule.position).order_by("-position").first()
        if above:
            rule.position, above.position = above.position, rule.position
            rule.save(update_fields=["position"])
            above.save(update_fields=["position"])
            trace(person, "rule.raised", rule)


def remove_rule(mailbox: Mailbox, person: User, pk: int) -> None:
    with _changing(mailbox):
        rule = rule_for(person, mailbox, pk)
        trace(person, "rule.removed", rule)
        rule.delete()


def follow_folder(mailbox: Mailbox, person: User, old: str, new: str) -> None:
    """A folder has another name: the rules that file there, or inside it, follow. Raises RulesUnavailable."""
    moved = [rule for rule in rules_of(mailbox) if f"{rule.filing.folder}/".startswith(f"{old}/")]
    if not moved:
        return
    with _changing(mailbox):
        for one in moved:
            rule = rule_for(person, mailbox, one.pk)
            rule.sealed = _sealed(replace(one.filing, folder=new + one.filing.folder.removeprefix(old)))
            rule.save(update_fields=["sealed"])
            trace(person, "rule.written", rule)


def _sealed(filing: Filing) -> str:
    return Sealed(settings.SEALING_KEY).seal(json.dumps(asdict(filing)))


def _new(mailbox: Mailbox) -> Rule:
    rules = Rule.objects.filter(mailbox=mailbox)
    if rules.count() >= MOST:
        raise TooManyRules(MOST)
    return Rule(mailbox=mailbox, position=(rules.aggregate(last=Max("position"))["last"] or 0) + 1)


@contextmanager
def _changing(mailbox: Mailbox) -> Iterator[None]:
    """One at a time for each box: the script that is installed last was made of the rows written last."""
    with transaction.atomic():
        Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        yield
        _install(mailbox)
    cache.delete(away_key(mailbox))


def _install(mailbox: Mailbox) -> None:
    token = mail_token.issue(settings.MAIL_TOKEN_KEY, mailbox.address, "worker")
    try:
        Sieve(settings.SIEVE_HOST, settings.SIEVE_PORT, mailbox.address, token).install(_script(mailbox))
    except (SieveUnavailable, ScriptRefused) as error:
        raise RulesUnavailable(type(error).__name__) from None


def _script(mailbox: Mailbox) -> str:
    return script(_away(mailbox), [rule.filing for rule in rules_of(mailbox) if rule.on])


def _away(mailbox: Mailbox) -> Away | None:
    absence = absence_of(mailbox)
    if absence is None:
        return None
    since, until = bounds(mailbox, absence.since, absence.until)
    sender = (mailbox.display_name, mailbox.address)
    # A new absence answers everybody anew.
    handle = f"absence-{absence.since:%Y%m%d}"
    return Away(
        since,
        until,
        sender,
        SUBJECT,
        answer_text(absence.text, absence.deputy_name, absence.deputy_address),
        handle,
        DAYS,
    )


def answer_text(text: str, deputy_name: str, deputy_address: str) -> str:
    """What the correspondent reads."""
    if not deputy_address:
        return text
    named = f"{deputy_name}, {deputy_address}" if deputy_name else deputy_address
    return f"{text.rstrip()}\n\nEn mon absence, écrivez à : {named}."
