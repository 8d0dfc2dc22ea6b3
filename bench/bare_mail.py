"""The floor of each act: the IMAP commands it cannot do without, on a warm connection, their answers unread."""

from bench.wire import Wire
from tests.house_fixture import House

_ROWS = "(UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)] PREVIEW)"
_HEAD = "FLAGS INTERNALDATE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (FROM TO CC SUBJECT DATE MESSAGE-ID REFERENCES)]"
PAGE = 50


class Bare:
    def __init__(self, house: House, address: str) -> None:
        self.wire = Wire(house, address)
        self.wire.ask("SELECT INBOX")

    def sign_in(self) -> None:
        """Signed in already, and nothing is remembered."""

    def first_page(self) -> None:
        self.wire.ask("SELECT INBOX")
        self.list_page(1)
        self.counters()

    def list_page(self, number: int) -> None:
        last = self.total() - (number - 1) * PAGE
        self.wire.ask(f"FETCH {max(1, last - PAGE + 1)}:{last} {_ROWS}")

    def open(self, uid: int) -> None:
        # The text of ours is the first leaf of each nested part: 1.1 and 1.2, or 1 and 2 when nothing is attached.
        self.wire.ask(f"UID FETCH {uid} ({_HEAD} BODY.PEEK[1.1] BODY.PEEK[1.2] BODY.PEEK[1])")

    def mark(self, uid: int, *, seen: bool) -> None:
        self.wire.ask(f"UID STORE {uid} {'+' if seen else '-'}FLAGS.SILENT (\\Seen)")

    def move(self, uid: int) -> None:
        self.wire.ask(f"UID MOVE {uid} Archive")

    def refresh(self) -> None:
        self.wire.ask("NOOP")

    def counters(self) -> None:
        self.wire.ask('LIST "" "*" RETURN (STATUS (UNSEEN))')

    def search(self, field: str, word: str) -> None:
        """The newest fifty of what is found."""
        found = self.wire.ask(f'UID SEARCH {field.upper()} "{word}"').split(b"\r\n")[0].split()[2:]
        self.wire.ask(f"UID FETCH {b','.join(found[-PAGE:]).decode()} {_ROWS}")

    def total(self) -> int:
        return int(self.wire.ask("STATUS INBOX (MESSAGES)").split(b"MESSAGES ")[1].split(b")")[0])

    def uids(self) -> list[int]:
        return [int(uid) for uid in self.wire.ask("UID SEARCH ALL").split(b"\r\n")[0].split()[2:]]
