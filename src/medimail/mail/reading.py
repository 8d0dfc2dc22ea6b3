"""One message of the open folder: its structure first, then only the parts that are shown."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import Message

from medimail.lib import html_text, imap_answer, imap_rows, mime, mime_parts, mime_tree, mime_words
from medimail.lib.imap import Session
from medimail.lib.imap_answer import Answer
from medimail.lib.mime_parts import Parts
from medimail.lib.mime_tree import Node
from medimail.mail.errors import NoSuchMessage

Inside = tuple[int, ...]
"""Numbers of attached messages, each inside the one before; empty for the message itself."""

_FIELDS = "FROM TO CC BCC REPLY-TO SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES DISPOSITION-NOTIFICATION-TO"
_HEADER = f"HEADER.FIELDS ({_FIELDS})"
_STRUCTURE = "UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE"
# Most texts are the first part and short: fetched with the structure, they spare a round trip.
_EARLY = 16 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    uid: int
    root: Node
    parts: Parts
    flags: frozenset[str]
    arrived: datetime
    cut: bool
    """It holds more than is shown: the whole message is offered."""
    holder: str = ""
    """The section of the attached message it is; empty for the message itself."""
    octets: int = 0
    header: Message | None = None
    known: dict[str, bytes] = field(default_factory=dict)
    """What has been fetched of its sections, from their beginning."""


def header_and_parts(session: Session, folder: str, uid: int, inside: Inside) -> Found:
    """Opens the folder and marks the message seen. Raises NoSuchMessage."""
    early = f"BODY.PEEK[{_HEADER}] BODY[1]<0.{_EARLY}>"
    answer = _first(session, folder, uid, f"({_STRUCTURE} {early})", readonly=False)
    if "\\Seen" not in _named(answer):
        session.mark([uid], "\\Seen", on=True)
    found = _found(uid, answer, inside)
    if found.holder:
        name = f"{found.holder}.{_HEADER}"
        header = _one(_look(session, uid, f"(UID BODY.PEEK[{name}])"), f"BODY[{found.holder}.HEADER")
    else:
        header = _one(answer, "BODY[HEADER")
        found.known["1"] = _one(answer, "BODY[1]")
    return replace(found, header=mime.headers(header))


def parts(session: Session, folder: str, uid: int, inside: Inside, *, hint: str = "") -> Found:
    """Opens the folder; without header nor mark. `hint`: a section that will probably be read."""
    early = f" BODY.PEEK[{hint}]<0.{mime_words.MAX_OCTETS}>" if hint else ""
    answer = _first(session, folder, uid, f"({_STRUCTURE}{early})", readonly=True)
    found = _found(uid, answer, inside)
    if hint:
        found.known[hint] = _one(answer, f"BODY[{hint}]")
    return found


def texts(session: Session, found: Found, nodes: list[Node]) -> tuple[list[tuple[Node, str]], bool]:
    """Text of each node, as far as the limit on all of them goes, and whether that was not far enough."""
    _fetch(session, found, nodes)
    read, room, cut = list[tuple[Node, str]](), mime_words.MAX_TEXT, False
    for node in nodes:
        if room <= 0:
            return read, True
        text, more = mime_words.read(node, found.known[node.section])
        read.append((node, text))
        cut, room = cut or more, room - len(text)
    return read, cut


def words(session: Session, found: Found) -> tuple[str, bool]:
    """What it says as plain text, and whether it says more."""
    pieces, cut = texts(session, found, found.parts.words)
    return "\n".join(html_text.to_text(text) if node.kind == "text/html" else text for node, text in pieces), cut


def section(session: Session, uid: int, name: str, offset: int, length: int) -> bytes:
    """Some bytes of a part as it was sent, of the whole message when it has no name. Raises NoSuchMessage."""
    return _one(_look(session, uid, f"(UID BODY.PEEK[{name}]<{offset}.{length}>)"), f"BODY[{name}]")


def flags(session: Session, uid: int) -> frozenset[str]:
    """Raises NoSuchMessage."""
    return _named(_look(session, uid, "(UID FLAGS)"))


def leaf(root: Node, number: int) -> Node:
    """Raises NoSuchMessage."""
    for at, node in enumerate(root.leaves(), 1):
        if at == number:
            return node
    raise NoSuchMessage


def _fetch(session: Session, found: Found, nodes: list[Node]) -> None:
    wanted = [node.section for node in nodes if len(found.known.get(node.section, b"")) < _needed(node)]
    if not wanted:
        return
    items = " ".join(f"BODY.PEEK[{name}]<0.{mime_words.MAX_OCTETS}>" for name in wanted)
    answer = _look(session, found.uid, f"(UID {items})")
    found.known.update((name, _one(answer, f"BODY[{name}]")) for name in wanted)


def _needed(node: Node) -> int:
    return min(node.octets, mime_words.MAX_OCTETS)


def _found(uid: int, answer: Answer, inside: Inside) -> Found:
    root, cut = mime_tree.tree(answer.get(b"BODYSTRUCTURE"))
    holder, octets = "", int(_one(answer, "RFC822.SIZE") or 0)
    for number in inside:
        attached = leaf(root, number)
        if not attached.openable or attached.inner is None:
            raise NoSuchMessage
        root, holder, octets = attached.inner, attached.section, attached.octets
    parts = mime_parts.sorted_out(root)
    unread = root.is_multipart and not parts.page and not parts.files
    arrived = imap_rows.date(_one(answer, "INTERNALDATE"))
    return Found(uid, root, parts, _named(answer), arrived, cut or unread, holder, octets)


def _first(session: Session, folder: str, uid: int, items: str, *, readonly: bool) -> Answer:
    answer = session.run(lambda client: client.open_and_fetch(folder, uid, items, readonly=readonly))
    return _here(imap_answer.answer(answer, uid))


def _look(session: Session, uid: int, items: str) -> Answer:
    return _here(session.look(uid, items))


def _here(answer: Answer | None) -> Answer:
    if answer is None:
        raise NoSuchMessage
    return answer


def _named(answer: Answer) -> frozenset[str]:
    said = answer.get(b"FLAGS")
    known = said if isinstance(said, list) else []
    return frozenset(flag.decode("ascii", "replace") for flag in known if isinstance(flag, bytes))


def _one(answer: Answer, name: str) -> bytes:
    """The item whose name begins so: the answer repeats what was asked, in its own spelling."""
    value = next((value for key, value in answer.items() if key.startswith(name.encode())), None)
    return value if isinstance(value, bytes) else b""
