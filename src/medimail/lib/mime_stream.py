"""Undoes a part's transfer encoding piece by piece, so that no file is ever whole in memory."""

import binascii
import re
from collections.abc import Iterable, Iterator

_FOREIGN = re.compile(rb"[^A-Za-z0-9+/]+")
_UU = {"x-uuencode", "uuencode", "uue", "x-uue"}


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Never raises for broken content: what can be read of it is given."""
    if encoding == "base64":
        return filter(None, _base64(pieces))
    if encoding == "quoted-printable":
        return (binascii.a2b_qp(block) for block in _lines(pieces))
    if encoding in _UU:
        return (_uu(block) for block in _lines(pieces))
    return iter(pieces)


def whole(content: bytes, encoding: str) -> bytes:
    return b"".join(decoded([content], encoding))


def _base64(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        # Padding in the middle ends one stretch of several that some programs glue together.
        *ended, last = (rest + piece).split(b"=")
        yield b"".join(_stretch(stretch) for stretch in ended)
        signs = _FOREIGN.sub(b"", last)
        cut = len(signs) - len(signs) % 4
        yield binascii.a2b_base64(signs[:cut])
        rest = signs[cut:]
    yield _stretch(rest)


def _stretch(signs: bytes) -> bytes:
    plain = _FOREIGN.sub(b"", signs)
    if len(plain) % 4 == 1:  # one sign alone is no byte
        plain = plain[:-1]
    return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4))


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Blocks that end with a line."""
    rest = b""
    for piece in pieces:
        block, newline, tail = (rest + piece).rpartition(b"\n")
        if newline:
            yield block + newline
        rest = tail
        if len(rest) > 1024 * 1024:  # no line is that long: an endless one must not be kept
            yield rest
            rest = b""
    yield rest


def _uu(block: bytes) -> bytes:
    read = []
    for line in block.splitlines():
        if line.startswith(b"begin ") or line.strip() in {b"end", b"`"}:
            continue
        try:
            read.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some programs write more signs than the length they announce.
            count = (((line[:1] or b" ")[0] - 32) & 63) * 4 + 5
            try:
                read.append(binascii.a2b_uu(line[: count // 3]))
            except binascii.Error:
                continue
    return b"".join(read)
