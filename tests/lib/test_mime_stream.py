"""Files are decoded piece by piece: wherever a piece ends, the file is the same."""

import base64
import io
import quopri
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib import mime_stream, zip_stream

CONTENT = bytes(range(256)) * 3
ENCODED = {
    "base64": base64.encodebytes(CONTENT).replace(b"\n", b"\r\n"),
    "quoted-printable": quopri.encodestring(CONTENT, quotetabs=True),
    "8bit": CONTENT,
}


@pytest.mark.parametrize("encoding", ENCODED)
@given(size=st.integers(1, 300))
def test_wherever_it_is_cut_the_file_is_the_same(encoding: str, size: int) -> None:
    raw = ENCODED[encoding]
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    assert b"".join(mime_stream.decoded(pieces, encoding)) == CONTENT


@given(st.binary(max_size=200), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "x-klingon"]))
def test_broken_content_is_no_failure(raw: bytes, encoding: str) -> None:
    mime_stream.whole(raw, encoding)


def test_a_zip_is_written_in_pieces_and_read_whole() -> None:
    files = [("a.txt", [b"un", b"deux"]), ("é.bin", [CONTENT])]
    written = b"".join(zip_stream.stream(files))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"a.txt": b"undeux", "é.bin": CONTENT}


def test_names_in_a_zip_are_names_and_each_once() -> None:
    given_names = ["a.pdf", "A.PDF", "../../etc/passwd", "c:\\x\\a.pdf", "", ".", "a.pdf"]
    named = zip_stream.entry_names(given_names)
    assert named == ["a.pdf", "A (2).PDF", "-..-etc-passwd", "c--x-a.pdf", "document", "document (2)", "a (3).pdf"]
