"""Submission to our own Postfix: every recipient is accepted or nothing leaves."""

import contextlib
import smtplib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TIMEOUT = 30
# What a program reads back is asked in full; without an ENVID nobody would fold the good news away.
_FOLLOWED, _UNFOLLOWED = "NOTIFY=SUCCESS,FAILURE,DELAY", "NOTIFY=FAILURE,DELAY"


@dataclass(frozen=True, slots=True)
class Reply:
    code: int
    status: str  # RFC 3463, e.g. 5.1.1; empty when the server gave none
    text: str


class SubmissionUnavailable(Exception):
    """No clear answer: try again later. Carries nothing of the message."""


class RecipientsNotAccepted(Exception):
    """The server took none of the message; `replies` has its answer for each refused address."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        super().__init__(len(replies))
        self.replies = replies


class MessageNotAccepted(Exception):
    """The server refused the sender or the message itself, for good."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.code)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Submission:
    """One way to submit: the server, the mailbox that signs in and its token."""

    host: str
    port: int
    mailbox: str
    token: str

    def submit(self, recipients: list[str], message: bytes, *, envelope: str = "") -> None:
        """Raises RecipientsNotAccepted, MessageNotAccepted or SubmissionUnavailable.

        `envelope` is the ENVID (RFC 3461, 4.4) that every report brings back: letters and digits.
        """
        with _unclear_is_unavailable(), smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
            self._sign_in(server)
            self._envelope(server, recipients, len(message), envelope)
            _expect(server.data(message), 250)

    def submit_pieces(self, recipients: list[str], pieces: Iterable[bytes], size: int, *, envelope: str = "") -> None:
        """The same for a message that is never whole in memory. Lines end in CRLF, as the store hands them over."""
        with _unclear_is_unavailable(), smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
            self._sign_in(server)
            self._envelope(server, recipients, size, envelope)
            _stream(server, pieces)

    def check(self, recipients: list[str], size: int) -> None:
        """What `submit` would say of the recipients; nothing leaves."""
        with _unclear_is_unavailable(), smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
            self._sign_in(server)
            self._envelope(server, recipients, size, "")
            server.rset()

    def answer(self, recipient: str, message: bytes) -> None:
        """By a program, of which no report may come back (RFC 3834, 4). Raises as `submit` does."""
        with _unclear_is_unavailable(), smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
            self._sign_in(server)
            _expect(server.mail(self.mailbox), 250)
            reply = _reply(server.rcpt(recipient, ["NOTIFY=NEVER"]))
            if reply.code not in {250, 251}:
                raise RecipientsNotAccepted({recipient: reply})
            _expect(server.data(message), 250)

    def _sign_in(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        code, _ = server.auth("OAUTHBEARER", self._bearer)
        if code != 235:
            raise SubmissionUnavailable("sign-in")

    def _bearer(self, challenge: bytes | None = None) -> str:
        # RFC 7628, 3.2.3: after an error challenge the client sends a lone ^A to hear the failure.
        return f"n,a={self.mailbox},\x01auth=Bearer {self.token}\x01\x01" if challenge is None else "\x01"

    def _envelope(self, server: smtplib.SMTP, recipients: list[str], size: int, envelope: str) -> None:
        dsn = server.has_extn("dsn")
        returned = ["RET=HDRS", *([f"ENVID={envelope}"] if envelope else [])]
        _expect(server.mail(self.mailbox, [f"SIZE={size}", *(returned if dsn else [])]), 250)
        notify = _FOLLOWED if envelope else _UNFOLLOWED
        replies = {
            address: _reply(server.rcpt(address, [notify, f"ORCPT=rfc822;{_xtext(address)}"] if dsn else []))
            for address in recipients
        }
        refused = {address: reply for address, reply in replies.items() if reply.code not in {250, 251}}
        if refused:
            server.rset()
            raise RecipientsNotAccepted(refused)


def _stream(server: smtplib.SMTP, pieces: Iterable[bytes]) -> None:
    _expect(server.docmd("DATA"), 354)
    last = b"\r\n"
    try:
        for piece in pieces:
            # RFC 5321, 4.5.2: a dot that begins a line is doubled, also where the line began in the piece before.
            first = b"." if last.endswith(b"\n") and piece.startswith(b".") else b""
            server.send(first + piece.replace(b"\n.", b"\n.."))
            last = (last + piece)[-2:]
    except BaseException:
        # The farewell would be read as a part of the message, and the answer to it waited for.
        server.close()
        raise
    server.send(b".\r\n" if last == b"\r\n" else b"\r\n.\r\n")
    _expect(server.getreply(), 250)


def _xtext(address: str) -> str:
    """RFC 3461, 4: `+`, `=` and what is no visible ASCII are written as +XX."""
    return "".join(char if "!" <= char <= "~" and char not in "+=" else f"+{ord(char):02X}" for char in address)


def _expect(answer: tuple[int, bytes], wanted: int) -> None:
    reply = _reply(answer)
    if reply.code == wanted:
        return
    if 500 <= reply.code < 600:
        raise MessageNotAccepted(reply)
    raise SubmissionUnavailable(str(reply.code))


def _reply(answer: tuple[int, bytes]) -> Reply:
    text = answer[1].decode("utf-8", "replace")
    status, _, rest = text.partition(" ")
    enhanced = status.count(".") == 2 and status.replace(".", "").isdigit()
    return Reply(answer[0], status if enhanced else "", rest if enhanced else text)


@contextlib.contextmanager
def _unclear_is_unavailable() -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise SubmissionUnavailable(type(error).__name__) from None
