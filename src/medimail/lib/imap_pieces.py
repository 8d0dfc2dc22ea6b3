# mypy: disable-error-code="no-untyped-call"
# ruff: noqa: SLF001
# APPEND with CATENATE and literals that are streamed is in no public method.
"""Messages stored and read in pieces, so that thirty megabytes are never whole in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import quote

from medimail.lib import mime, mime_text
from medimail.lib.imap_client import Client
from medimail.lib.pieces import Piece, Section, Stream

AT_ONCE = 512 * 1024
_MAX_LEAVES = 500


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no others; `number` counts them from 1, as `lib/mime` does."""

    number: int
    section: str
    kind: str
    encoding: str
    size: int
    filename: str = ""
    attached: bool = False
    charset: str = ""

    @property
    def is_body(self) -> bool:
        return self.kind in {"text/plain", "text/html"} and not self.attached and not self.filename

    def renamed(self, filename: str) -> "Leaf":
        return replace(self, filename=filename)

    @property
    def weight(self) -> int:
        """Decoded, or nearly."""
        return self.size * 57 // 78 if self.encoding == "base64" else self.size


def append(client: Client, folder: str, pieces: Sequence[Piece], flags: Sequence[str]) -> bytes:
    """RFC 4469: what is already in the box is copied by the store, and crosses no wire."""
    imap = client._imap
    tag = imap._new_tag()
    imap.send(tag + f' APPEND "{folder}" ({" ".join(flags)}) CATENATE ('.encode("ascii"))
    for number, piece in enumerate(pieces):
        imap.send(b" " if number else b"")
        _send(client, piece)
    imap.send(b")\r\n")
    status, data = imap._command_complete("APPEND", tag)
    client._checkok("append", status, data)
    return bytes(data[0])


def _send(client: Client, piece: Piece) -> None:
    send = client._imap.send
    if isinstance(piece, Section):
        part = f"/;SECTION={piece.section}" if piece.section else ""
        send(f'URL "/{quote(piece.folder)}/;UID={piece.uid}{part}"'.encode("ascii"))
    elif isinstance(piece, Stream):
        # LITERAL+ (RFC 7888): no wait for the store's consent.
        send(b"TEXT {%d+}\r\n" % piece.size)
        sent = 0
        for chunk in piece.chunks():
            sent += len(chunk)
            send(chunk)
        if sent != piece.size:
            raise OSError("a stream ended before its time")
    else:
        send(b"TEXT {%d+}\r\n" % len(piece) + piece)


def leaves(client: Client, uid: int) -> list[Leaf]:
    """Of a message of the open folder, in order; empty when it is gone or made to be unreadable."""
    try:
        found = client.fetch([uid], ["BODYSTRUCTURE"]).get(uid)
        bare = list(_leaves(found[b"BODYSTRUCTURE"], "")) if found else []
    except RecursionError:
        return []
    numbered = [_leaf(number, section, part) for number, (section, part) in enumerate(bare[:_MAX_LEAVES], 1)]
    return _named(client, uid, numbered)


def _leaves(part: Sequence[object], path: str) -> Iterator[tuple[str, Sequence[object]]]:
    children = part[0]
    if not isinstance(children, list):
        yield path or "1", part
        return
    for number, child in enumerate(children, 1):
        yield from _leaves(child, f"{path}.{number}" if path else str(number))


def _leaf(number: int, section: str, part: Sequence[object]) -> Leaf:
    kind = f"{_word(part[0])}/{_word(part[1])}"
    size = part[6] if isinstance(part[6], int) else 0
    return Leaf(number, section, kind, _word(part[5]), size)


def _word(value: object) -> str:
    return value.decode("ascii", "replace").lower() if isinstance(value, bytes) else ""


def _named(client: Client, uid: int, found: list[Leaf]) -> list[Leaf]:
    """The headers of each part say its name as `lib/mime` reads it; BODYSTRUCTURE leaves RFC 2231 undone."""
    if not found:
        return []
    items = [f"BODY.PEEK[{leaf.section}.MIME]" for leaf in found]
    heads = client.fetch([uid], items).get(uid, {})
    return [_with_name(leaf, heads.get(f"BODY[{leaf.section}.MIME]".encode()) or b"") for leaf in found]


def _with_name(leaf: Leaf, raw: bytes) -> Leaf:
    head = mime.headers(raw)
    try:
        name = mime_text.decode(head.get_filename("") or "")
    except (ValueError, LookupError, TypeError):
        name = ""
    name = name.replace("\\", "/").rpartition("/")[2].strip(" .")[:200]
    disposition = str(head.get("Content-Disposition", ""))[:500].lower().partition(";")[0].strip()
    return Leaf(
        leaf.number,
        leaf.section,
        leaf.kind,
        leaf.encoding,
        leaf.size,
        name,
        disposition == "attachment",
        _charset(head),
    )


def _charset(head: Message) -> str:
    try:
        return head.get_content_charset("") or ""
    except (ValueError, LookupError, TypeError):
        return ""


def part(client: Client, uid: int, section: str) -> bytes:
    """As it is stored, still encoded."""
    found = client.fetch([uid], [f"BODY.PEEK[{section}]"]).get(uid, {})
    return bytes(found.get(f"BODY[{section}]".encode()) or b"")


def size(client: Client, uid: int) -> int:
    """0 when it is gone."""
    found = client.fetch([uid], ["RFC822.SIZE"]).get(uid, {})
    return int(found.get(b"RFC822.SIZE", 0))


def head(client: Client, uid: int, without: Sequence[str] = ()) -> bytes:
    """With its empty line; nothing when the message is gone."""
    section = f"HEADER.FIELDS.NOT ({' '.join(without).upper()})" if without else "HEADER"
    found = client.fetch([uid], [f"BODY.PEEK[{section}]"]).get(uid, {})
    return next((bytes(value or b"") for name, value in found.items() if name.startswith(b"BODY[HEADER")), b"")


def text(client: Client, uid: int) -> Iterator[bytes]:
    """All that follows the headers, a bounded part at a time."""
    start = 0
    while True:
        found = client.fetch([uid], [f"BODY.PEEK[TEXT]<{start}.{AT_ONCE}>"]).get(uid, {})
        chunk = next((bytes(value or b"") for name, value in found.items() if name.startswith(b"BODY[TEXT")), b"")
        if chunk:
            yield chunk
        if len(chunk) < AT_ONCE:
            return
        start += len(chunk)
