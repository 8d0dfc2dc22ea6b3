"""The words sent to Dovecot and the answers read; a scripted server misbehaves where a real one cannot."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib import imap_rows
from medimail.lib.imap import Session, safe
from medimail.lib.imap_errors import ImapUnavailable, UnsafeArgument
from medimail.lib.imap_pool import Pool

HEADER = b"From: a@x.fr\r\nSubject: s\r\n\r\n"


class Scripted(socketserver.ThreadingTCPServer):
    """Answers OK to everything and remembers each line it was sent."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.lines: list[bytes] = []
        self.dialogues: list[Dialogue] = []


class Dialogue(socketserver.StreamRequestHandler):
    server: Scripted

    def handle(self) -> None:
        self.server.dialogues.append(self)
        self.wfile.write(b"* OK hello\r\n")
        for line in self.rfile:
            self.server.lines.append(line)
            tag, _, command = line.strip().partition(b" ")
            if command.startswith(b"AUTHENTICATE"):
                self.wfile.write(b"+ \r\n")
                self.rfile.readline()
            if command.startswith(b"CAPABILITY"):
                self.wfile.write(b"* CAPABILITY IMAP4REV1 UIDPLUS MOVE\r\n")
            if command.startswith((b"SELECT", b"EXAMINE")):
                self.wfile.write(b"* 3 EXISTS\r\n* OK [UIDNEXT 9] x\r\n* OK [UIDVALIDITY 7] x\r\n")
            self.wfile.write(tag + b" OK done\r\n")


@pytest.fixture
def server() -> Iterator[Scripted]:
    with Scripted() as scripted:
        threading.Thread(target=scripted.serve_forever, args=(0.01,), daemon=True).start()
        yield scripted
        scripted.shutdown()


def connect(server: Scripted) -> Session:
    host, port = server.server_address[:2]
    return Session(str(host), int(port), "a@x.fr", "token")


controls = st.sampled_from([chr(code) for code in [*range(0x20), 0x7F, 0x85, 0xD800]])


@given(st.text(), controls, st.text())
def test_no_argument_may_hold_a_control_character(before: str, control: str, after: str) -> None:
    with pytest.raises(UnsafeArgument):
        safe(before + control + after)


def test_a_folder_name_with_a_line_break_never_reaches_the_server(server: Scripted) -> None:
    session = connect(server)
    session.open("INBOX")
    sent = list(server.lines)
    for attempt in (
        lambda: session.open("INBOX\r\nA1 DELETE Sent"),
        lambda: session.status("INBOX\nx"),
        lambda: session.with_message_id("<a@b>\r\nA1 LOGOUT"),
        lambda: session.move([1], "Sent\0"),
        lambda: session.append("Dra\rfts", b"x", ()),
        lambda: session.mark([1], "\\Seen\r\n", on=True),
    ):
        with pytest.raises(UnsafeArgument):
            attempt()
    assert server.lines == sent
    assert not session.broken


def test_a_mailbox_with_a_line_break_opens_no_connection(server: Scripted) -> None:
    with pytest.raises(UnsafeArgument):
        Session("127.0.0.1", server.server_address[1], "a@x.fr\r\n", "token")
    assert server.lines == []


def test_rows_survive_content_that_looks_like_an_answer() -> None:
    hostile = 'x" UID 99 FLAGS (\\Seen) {3}\\ é'.encode()
    dated = b'INTERNALDATE " 5-Nov-2026 06:10:19 +0100"'
    [first, second] = imap_rows.rows(
        [
            b"1 FETCH (UID 5 FLAGS (\\Seen $HasAttachment) %s PREVIEW {%d}\r\n%s "
            b"BODY[HEADER.FIELDS (FROM)] {28}\r\n%s)\r\n" % (dated, len(hostile), hostile, HEADER),
            b'2 FETCH (UID 6 FLAGS () %s PREVIEW "a \\"b\\" UID 7" BODY[HEADER] {28}\r\n%s)\r\n' % (dated, HEADER),
            b"3 FETCH (FLAGS (\\Seen))\r\n",
        ]
    )
    assert (first.uid, first.flags, first.header) == (5, {"\\Seen", "$HasAttachment"}, HEADER)
    assert first.arrived == datetime(2026, 11, 5, 5, 10, 19, tzinfo=UTC)
    assert first.preview == hostile.decode()
    assert (second.uid, second.flags, second.preview) == (6, frozenset(), 'a "b" UID 7')


@given(st.lists(st.binary(max_size=200) | st.binary(max_size=200).map(b"1 FETCH (".__add__), max_size=6))
def test_a_senseless_answer_never_hangs(answers: list[bytes]) -> None:
    try:
        imap_rows.rows(answers)
    except ValueError:
        return


def test_the_pool_lends_a_connection_again_but_only_to_the_same_person(server: Scripted) -> None:
    opened: list[tuple[str, str]] = []

    def fresh(mailbox: str, person: str) -> Session:
        opened.append((mailbox, person))
        return connect(server)

    pool = Pool(fresh)
    with pool.session("a@x.fr", "alice") as first:
        first.open("INBOX")
    with pool.session("a@x.fr", "alice") as again:
        assert again is first
    with pool.session("a@x.fr", "bob") as other:
        assert other is not first
    assert opened == [("a@x.fr", "alice"), ("a@x.fr", "bob")]
    pool.close()


def test_the_pool_replaces_a_connection_the_server_has_left(server: Scripted) -> None:
    pool = Pool(lambda _mailbox, _person: connect(server))
    with pool.session("a@x.fr", "alice") as first:
        first.open("INBOX")
    server.dialogues[-1].request.shutdown(2)
    with pool.session("a@x.fr", "alice") as second:
        assert second.open("INBOX").exists == 3
    assert second is not first
    pool.close()


def test_the_pool_keeps_nothing_after_a_failure(server: Scripted) -> None:
    pool = Pool(lambda _mailbox, _person: connect(server))
    with pytest.raises(KeyError), pool.session("a@x.fr", "alice") as first:
        raise KeyError
    with pool.session("a@x.fr", "alice") as second:
        assert second is not first
    pool.close()


def test_the_pool_is_bounded(server: Scripted) -> None:
    pool = Pool(lambda _mailbox, _person: connect(server), limit=1, wait=0.01)
    with pool.session("a@x.fr", "alice"), pytest.raises(ImapUnavailable), pool.session("b@x.fr", "bob"):
        pass
    with pool.session("b@x.fr", "bob") as later:
        assert later.open("INBOX").uidnext == 9
    pool.close()


def test_idle_connections_are_closed_without_anybody_asking(server: Scripted) -> None:
    pool = Pool(lambda _mailbox, _person: connect(server), idle=0.05)
    with pool.session("a@x.fr", "alice") as session:
        session.open("INBOX")
    limit = threading.Event()
    for _ in range(200):
        if session.dead():
            break
        limit.wait(0.02)
    assert session.dead()
    pool.close()


def test_a_silent_port_is_unavailable_and_says_nothing_else() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as closed:
        port = closed.server_address[1]
    with pytest.raises(ImapUnavailable) as failure:
        Session("127.0.0.1", port, "a@x.fr", "secret-token")
    assert "secret-token" not in str(failure.value)
    assert failure.value.__suppress_context__
