"""What a reader of PDF would learn, for a file that WeasyPrint wrote."""

import re
import zlib
from contextlib import suppress

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TITLE = re.compile(rb"/Title ?(?:\(([^)]*)\)|<([0-9a-f]+)>)")


def unfolded(pdf: bytes) -> bytes:
    parts = [pdf]
    for packed in _STREAM.findall(pdf):
        with suppress(zlib.error):
            parts.append(zlib.decompress(packed))
    return b"\n".join(parts)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", unfolded(pdf)))


def titles(pdf: bytes) -> list[str]:
    """Of the document, then of its bookmarks."""
    found = _TITLE.findall(unfolded(pdf))
    return [bytes.fromhex(coded.decode()).decode("utf-16") if coded else plain.decode() for plain, coded in found]
