"""A Sieve script over messages that lie in the open folder: Pigeonhole's FILTER=SIEVE."""

from collections.abc import Sequence

from imapclient import IMAPClient

from medimail.lib.imap_wire import together


def lying(client: IMAPClient) -> list[int]:
    """Uids of what nobody has deleted, oldest first."""
    return _found(client, b"UNDELETED")


def file(client: IMAPClient, script: bytes, uids: Sequence[int]) -> tuple[int, int]:
    """How many a rule changed, and how many it could not. Those that it files elsewhere stay, marked as deleted."""
    # LITERAL+ (RFC 7888): without waiting for leave to send it.
    asked = b"UID FILTER SIEVE SCRIPT {%d+}\r\n%s UID %s" % (len(script), script, _set(uids))
    [answers] = together(client, asked)
    said = [answer for answer in answers if b" FILTERED (TAG " in answer[:40]]
    failed = sum(b" ERRORS " in answer.partition(b"\r\n")[0] for answer in said)
    return len(said) - failed, failed


def clear(client: IMAPClient, uids: Sequence[int]) -> None:
    """For good, those of them that are marked as deleted."""
    if gone := _found(client, b"DELETED UID " + _set(uids)):
        together(client, b"UID EXPUNGE " + _set(gone))


def _found(client: IMAPClient, criteria: bytes) -> list[int]:
    [answers] = together(client, b"UID SEARCH " + criteria)
    return sorted(int(number) for line in answers if line.startswith(b"SEARCH") for number in line.split()[1:])


def _set(uids: Sequence[int]) -> bytes:
    return b",".join(b"%d" % uid for uid in uids)
