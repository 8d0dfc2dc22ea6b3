"""What a message is made of, as Dovecot describes it (BODYSTRUCTURE, RFC 3501): nothing of its content is fetched."""

import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from medimail.lib import mime_text
from medimail.lib.imap_answer import Value

MAX_NESTED = 50
MAX_PARTS = 500
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}")
_ENCODED = {"base64", "quoted-printable"}


@dataclass(frozen=True)
class Node:
    """`section` is how IMAP names it. A multipart has children; an attached message has an `inner` one."""

    section: str
    kind: str
    parameters: dict[str, str]
    children: tuple["Node", ...] = ()
    inner: "Node | None" = None
    content_id: str = ""
    encoding: str = "7bit"
    octets: int = 0
    disposition: str = ""
    named: str = ""
    subject: str = ""  # of an attached message

    @property
    def is_multipart(self) -> bool:
        return self.kind.startswith("multipart/")

    @property
    def openable(self) -> bool:
        # RFC 2046, 5.2.1 forbids to encode an attached message; then its structure is not known.
        return self.inner is not None and self.encoding not in _ENCODED

    @cached_property
    def filename(self) -> str:
        name = mime_text.decode(self.named or self.parameters.get("name", ""))
        return name.replace("\\", "/").rpartition("/")[2].strip(" .")[:200]

    @property
    def size(self) -> int:
        """Of the content; of base64 to a byte or two, since only its lines are counted."""
        if self.encoding != "base64":
            return self.octets
        signs = self.octets - 2 * -(-self.octets // 78)
        return max(0, signs * 3 // 4)

    def leaves(self) -> Iterator["Node"]:
        """Its parts in order; what is inside an attached message is of that message."""
        if self.is_multipart:
            for child in self.children:
                yield from child.leaves()
        else:
            yield self


@dataclass(slots=True)
class _Limits:
    room: int = MAX_PARTS
    cut: bool = False


def tree(structure: Value) -> tuple[Node, bool]:
    """The message and whether parts beyond the limits were left out. ValueError for what is no structure."""
    limits = _Limits()
    return _node(structure, "", limits, 0), limits.cut


def _node(value: Value, section: str, limits: _Limits, depth: int) -> Node:
    limits.room -= 1
    if not isinstance(value, list) or not value:
        raise ValueError("no structure")
    if isinstance(value[0], list):
        return _multipart(value, section, limits, depth)
    return _leaf(value, section or "1", limits, depth)


def _multipart(value: list[Value], section: str, limits: _Limits, depth: int) -> Node:
    count = next((number for number, item in enumerate(value) if not isinstance(item, list)), len(value))
    dot, children = f"{section}." if section else "", list[Node]()
    for number, child in enumerate(value[:count], 1):
        if limits.room <= 0 or depth > MAX_NESTED:
            limits.cut = True
            break
        children.append(_node(child, f"{dot}{number}", limits, depth + 1))
    rest = value[count:]
    return Node(section, f"multipart/{_word(rest, 0)}", _parameters(_at(rest, 1)), tuple(children))


def _leaf(value: list[Value], section: str, limits: _Limits, depth: int) -> Node:
    kind = f"{_word(value, 0)}/{_word(value, 1)}"
    inner, subject, extension = None, "", 7
    if kind == "message/rfc822" and isinstance(_at(value, 8), list):
        extension = 10
        envelope = _at(value, 7)
        subject = _text(_at(envelope, 1)) if isinstance(envelope, list) else ""
        inner = _inner(_at(value, 8), section, limits, depth) if depth <= MAX_NESTED and limits.room > 0 else None
    elif kind.startswith("text/"):
        extension = 8
    disposition = _at(value, extension + 1)
    said = disposition if isinstance(disposition, list) else []
    return Node(
        section=section,
        kind=kind if _TYPE.fullmatch(kind) else "application/octet-stream",
        parameters=_parameters(_at(value, 2)),
        inner=inner,
        content_id=_text(_at(value, 3))[:250].strip().strip("<>"),
        encoding=_word(value, 5).strip(),
        octets=int(_text(_at(value, 6)) or 0),
        disposition=_word(said, 0).strip(),
        named=_parameters(_at(said, 1)).get("filename", ""),
        subject=subject,
    )


def _inner(value: Value, section: str, limits: _Limits, depth: int) -> Node:
    multipart = isinstance(value, list) and value and isinstance(value[0], list)
    return _node(value, section if multipart else f"{section}.1", limits, depth + 1)


def _parameters(value: Value) -> dict[str, str]:
    """Continued and encoded ones (RFC 2231) put together; the first of two of a name counts."""
    if not isinstance(value, list):
        return {}
    pairs = [(_text(name).lower(), _text(said)) for name, said in zip(value[::2], value[1::2], strict=False)][:50]
    found: dict[str, str] = {}
    for name, said in [*_decoded(pairs), *pairs]:
        found.setdefault(name, said)
    return found


def _decoded(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if not any("*" in name for name, _ in pairs):
        return []
    try:
        known = email.utils.decode_params([("", ""), *((name, said[:4096]) for name, said in pairs)])[1:]
        return [(name, _collapsed(said)) for name, said in known]
    except (ValueError, LookupError, TypeError):
        return []


def _collapsed(said: "str | tuple[str | None, str | None, str]") -> str:
    if isinstance(said, str):
        return said.strip('"')
    charset, _, text = said
    return mime_text.decode_bytes(email.utils.unquote(text).encode("raw-unicode-escape", "replace"), charset)


def _at(value: list[Value], number: int) -> Value:
    return value[number] if number < len(value) else None


def _word(value: list[Value], number: int) -> str:
    return _text(_at(value, number)).lower()[:200]


def _text(value: Value) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else ""
