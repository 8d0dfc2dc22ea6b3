# mypy: disable-error-code="no-untyped-call"
"""A whole mailbox over IMAP, out and in: many messages for each command."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medimail.lib.imap import Session, Stored, guarded, safe
from medimail.lib.mail_files.letter import Letter, identity

_WINDOW = 5000
_NO_MAIL = {b"\\Noselect", b"\\NonExistent"}
_SIZE = re.compile(rb"UID (\d+) RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+) UID (\d+)")
_LITERAL = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    messages: int
    size: int


class BulkSession(Session):
    @guarded
    def folders(self) -> list[Measured]:
        names = [name for flags, _, name in self._client.list_folders() if not _NO_MAIL & set(flags)]
        return [self._measured(name) for name in names]

    def _measured(self, name: str) -> Measured:
        found = self._client.folder_status(name, ["MESSAGES", "SIZE"])
        return Measured(name, int(found[b"MESSAGES"]), int(found[b"SIZE"]))

    @guarded
    def sizes(self) -> list[tuple[int, int]]:
        """(uid, size) of every message of the open folder, oldest first."""
        found = []
        for record in self._client.fetch_records("1:*", "(UID RFC822.SIZE)"):
            if isinstance(record, bytes) and (match := _SIZE.search(record)):
                found.append((int(match[1] or match[4]), int(match[2] or match[3])))
        return found

    @guarded
    def whole(self, uids: Sequence[int]) -> list[tuple[int, Stored]]:
        """In that order; those already gone are left out."""
        answer = self._client.fetch(list(uids), ["BODY.PEEK[]", "FLAGS", "INTERNALDATE"])
        return [(uid, _stored(answer[uid])) for uid in uids if uid in answer and b"BODY[]" in answer[uid]]

    @guarded
    def identities(self, exists: int) -> set[bytes]:
        """Of all messages of the open folder; read from the index, in windows, whatever its size."""
        found: set[bytes] = set()
        for first in range(1, exists + 1, _WINDOW):
            items = "(RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE)])"
            for record in self._client.fetch_records(f"{first}:{min(exists, first + _WINDOW - 1)}", items):
                if isinstance(record, tuple) and (size := _LITERAL.search(record[0])):
                    found.add(identity(record[1], int(size[1])))
        return found

    @guarded
    def make(self, folder: str) -> None:
        """Nothing when it stands already."""
        # The parent of a folder may be named and hold nothing yet.
        if all(_NO_MAIL & set(flags) for flags, _, _ in self._client.list_folders("", safe(folder))):
            self._client.create_folder(safe(folder))
        self._client.subscribe_folder(safe(folder))

    @guarded
    def put(self, folder: str, letters: Sequence[Letter]) -> None:
        """All of them or none (MULTIAPPEND, RFC 3502). Raises ImapFull."""
        messages = [{"msg": one.raw, "flags": one.flags, "date": one.arrived} for one in letters]
        status, data = self._client.multiappend(safe(folder), messages)
        # The library hands a refusal back as if it were an answer: unread, it would be mail lost in silence.
        self._client._checkok("append", status, data)  # noqa: SLF001

    @guarded
    def room(self) -> int:
        """Bytes left in the box (QUOTA, RFC 9208, counts in 1024); -1 without a limit."""
        _, quotas = self._client.get_quota_root("INBOX")
        left = [(quota.limit - quota.usage) * 1024 for quota in quotas if quota.resource in {"STORAGE", b"STORAGE"}]
        return max(0, min(left)) if left else -1


def batches(sizes: Sequence[tuple[int, int]], *, weight: int, most: int) -> Iterator[list[int]]:
    """Uids in groups of at most `weight` bytes and `most` messages; one that is heavier stands alone."""
    group, total = list[int](), 0
    for uid, size in sizes:
        if group and (total + size > weight or len(group) == most):
            yield group
            group, total = [], 0
        group.append(uid)
        total += size
    if group:
        yield group


def _stored(answer: dict[bytes, object]) -> Stored:
    flags = frozenset(bytes(flag).decode("ascii", "replace") for flag in answer[b"FLAGS"])  # type: ignore[attr-defined]
    return Stored(answer[b"BODY[]"] or b"", flags, answer[b"INTERNALDATE"])  # type: ignore[arg-type]
