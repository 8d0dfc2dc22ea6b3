"""SIGKILL to any engine while mail flows: it starts again and nothing accepted is lost."""

import imaplib
import signal
import smtplib
from collections.abc import Iterator

import pytest

from medimail.engines import family
from medimail.engines.stack import Stack
from tests.engines import wire
from tests.engines.conftest import small_stack
from tests.engines.test_transport import _submit


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """Not the one of the other tests: what breaks here must break nothing there."""
    with small_stack() as started:
        yield started


@pytest.mark.parametrize("name", ["postgres", "dovecot", "postfix"])
def test_mail_flows_again_after_a_crash(stack: Stack, name: str) -> None:
    _submit(stack.site, wire.ANNE, [wire.LUC], f"before-{name}")
    stack.kill(name)
    stack.begin(name)
    assert wire.eventually(lambda: _sent(stack, f"after-{name}"))
    assert wire.eventually(lambda: {f"before-{name}", f"after-{name}"} <= _arrived(stack), 60)


def test_what_postfix_accepted_waits_for_dovecot_through_a_crash_of_postfix(stack: Stack) -> None:
    site = stack.site
    with wire.submission(site, wire.ANNE) as link:
        stack.kill("dovecot")
        link.sendmail(wire.ANNE, [wire.LUC], wire.letter(wire.ANNE, wire.LUC, "queued"))
    stack.kill("postfix")
    stack.begin("postfix")
    stack.begin("dovecot")
    assert wire.eventually(lambda: "queued" in _arrived(stack), 60)
    assert wire.subjects(site, wire.LUC).count("queued") == 1


@pytest.mark.parametrize("part", ["lmtp", "qmgr", "smtpd", "proxymap", "cleanup", "auth", "dict", "imap-login"])
def test_a_killed_part_is_replaced_by_its_own_master(stack: Stack, part: str) -> None:
    _submit(stack.site, wire.ANNE, [wire.LUC], f"before-{part}")
    for each in family.of(stack.site.home):
        if each.name == part:
            each.send(signal.SIGKILL)
    assert wire.eventually(lambda: _sent(stack, f"after-{part}"))
    # Postfix itself pauses one minute for what its queue manager was delivering when it died.
    assert wire.eventually(lambda: {f"before-{part}", f"after-{part}"} <= _arrived(stack), 120)


def test_without_database_the_answer_is_later(stack: Stack) -> None:
    site = stack.site
    stack.stop("postgres")
    try:
        with smtplib.LMTP(str(site.lmtp_socket)) as link:
            link.lhlo = link.ehlo
            link.ehlo("test.example")
            link.mail("x@example.org")
            assert 400 <= link.rcpt(wire.ANNE)[0] < 500
        with smtplib.SMTP("127.0.0.1", site.smtp_port, timeout=20) as link:
            link.ehlo("peer.example")
            link.mail("x@example.org")
            assert 400 <= link.rcpt(wire.ANNE)[0] < 500
    finally:
        stack.begin("postgres")
    assert wire.eventually(lambda: _sent(stack, "after-database"))


def _arrived(stack: Stack) -> set[str]:
    """Nothing as long as Dovecot, too, waits for its next attempt at the database."""
    try:
        return set(wire.subjects(stack.site, wire.LUC))
    except imaplib.IMAP4.error as error:
        if "UNAVAILABLE" not in str(error):
            raise
        return set()


def _sent(stack: Stack, subject: str) -> bool:
    try:
        _submit(stack.site, wire.ANNE, [wire.LUC], subject)
    except (OSError, smtplib.SMTPException):
        return False
    return True
