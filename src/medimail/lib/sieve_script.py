"""Absence and filing rules as one Sieve script (RFC 5228)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formataddr

PATIENTS = "patient.mssante.fr"
FILES = ("fileinto", "imap4flags", "mailbox", "mime", "foreverypart")
"""Asked of Dovecot; where rules run over an inbox it allows no others (dovecot.conf)."""
ANSWERS = ("date", "relational", "vacation", "envelope")
_PROGRAMS = ("no-reply*", "noreply*", "no_reply*", "ne-pas-repondre*", "nepasrepondre*", "postmaster", "mailer-daemon")


@dataclass(frozen=True, slots=True)
class Away:
    since: datetime
    until: datetime
    """Both with a zone; the second is the first moment after it."""
    sender: tuple[str, str]
    subject: str
    text: str
    handle: str
    days: int
    """At most one answer to the same person within so many days."""


@dataclass(frozen=True, slots=True)
class Filing:
    """All of the tests that are given must hold."""

    sender: str = ""
    recipient: str = ""
    subject: str = ""
    with_attachment: bool = False
    from_patients: bool = False
    folder: str = ""
    seen: bool = False
    flagged: bool = False
    label: str = ""
    """An IMAP keyword."""


def script(away: Away | None, filings: list[Filing]) -> str:
    """The first rule that fits files the message; the answer of absence leaves whatever they do."""
    lines = [f"require [{_list((*ANSWERS, *FILES) if away else FILES)}];"]
    lines += _away(away) if away else []
    lines += [line for filing in filings for line in _filing(filing)]
    return "\n".join(lines) + "\n"


def _away(away: Away) -> list[str]:
    return [
        "if allof(",
        f'  currentdate :zone "+0000" :value "ge" "iso8601" {_text(_moment(away.since))},',
        f'  currentdate :zone "+0000" :value "lt" "iso8601" {_text(_moment(away.until))},',
        # Reports and receipts are no letters; a program that answers a program never ends (RFC 3834, 2).
        '  not header :contains "Content-Type" ["multipart/report", "disposition-notification"],',
        '  not exists "List-Id",',
        f'  not address :localpart :matches "from" [{_list(_PROGRAMS)}],',
        f'  not envelope :localpart :matches "from" [{_list(_PROGRAMS)}])',
        "{",
        f"  vacation :days {away.days} :handle {_text(away.handle)} :subject {_text(away.subject)}",
        f"    :from {_text(formataddr(away.sender))} {_text(away.text)};",
        "}",
    ]


def _filing(filing: Filing) -> list[str]:
    inner = [
        *(['  addflag "\\\\Seen";'] if filing.seen else []),
        *(['  addflag "\\\\Flagged";'] if filing.flagged else []),
        *([f"  addflag {_text(filing.label)};"] if filing.label else []),
    ]
    if filing.folder:
        # A folder that is gone must not hold back the mail: it stays in the inbox.
        inner.append(
            f"  if mailboxexists {_text(filing.folder)} {{ fileinto {_text(filing.folder)}; }} else {{ keep; }}"
        )
    else:
        inner.append("  keep;")
    return _within(filing, [*inner, "  stop;"])


def _within(filing: Filing, inner: list[str]) -> list[str]:
    tests = _tests(filing)
    if not tests:
        return []
    found = [f"if allof({', '.join(tests)}) {{", *inner, "}"]
    if not filing.with_attachment:
        return found
    attached = 'header :mime :contains "Content-Disposition" "attachment"'
    return ["foreverypart {", f"if {attached} {{", *found, "break;", "}", "}"]


def _tests(filing: Filing) -> list[str]:
    tests = [
        f"{test} :contains {_text(header)} {_text(wanted)}"
        for test, header, wanted in (
            ("header", "from", filing.sender),
            ("header", "subject", filing.subject),
        )
        if wanted
    ]
    if filing.recipient:
        tests.append(f'header :contains ["to", "cc"] {_text(filing.recipient)}')
    if filing.from_patients:
        tests.append(f'address :domain :is "from" {_text(PATIENTS)}')
    return tests or (["true"] if filing.with_attachment else [])


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(map(_text, words))


def _text(text: str) -> str:
    """A quoted string (RFC 5228, 2.4.2): two letters are special, a line may end there, a carriage return may not."""
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return '"' + lines.replace("\\", "\\\\").replace('"', '\\"') + '"'
