"""`winmail.dat`: what Outlook packed, whole or broken, honest or not."""

import itertools
import struct
import tracemalloc
from collections.abc import Iterator

import pytest

from medimail.lib import tnef
from tests.lib.tnef import HEAD, attribute, packed

LETTER = packed(("COMPTE~1.PDF", "Compte rendu – été.pdf", b"%PDF-1.7"), ("dos é.txt", "", b"bonjour"))


def in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_files_have_their_names_and_contents_however_they_stream(size: int) -> None:
    found = tnef.files(in_pieces(LETTER, size))
    assert [(one.name, one.size) for one in found] == [("Compte rendu – été.pdf", 8), ("dos é.txt", 7)]
    contents = [b"".join(tnef.content(in_pieces(LETTER, size), one.place)) for one in found]
    assert contents == [b"%PDF-1.7", b"bonjour"]


def test_what_is_none_is_told() -> None:
    for content in (b"", b"PK\x03\x04 an archive", HEAD[:5]):
        with pytest.raises(tnef.NotTnef):
            tnef.files([content])
    assert list(tnef.content([b"PK"], 1)) == []


def test_cut_anywhere_it_gives_what_came_before() -> None:
    for end in range(len(HEAD), len(LETTER)):
        found = tnef.files([LETTER[:end]])
        assert len(found) <= 2
        for one in found:
            assert len(b"".join(tnef.content([LETTER[:end]], one.place))) <= one.size


def test_every_byte_may_lie() -> None:
    for at, lie in itertools.product(range(len(HEAD), len(LETTER)), (0, 0x7F, 0xFF)):
        broken = LETTER[:at] + bytes([lie]) + LETTER[at + 1 :]
        for one in tnef.files([broken]):
            b"".join(tnef.content([broken], one.place))
            assert "/" not in one.name
            assert len(one.name) <= 200


def test_names_lead_nowhere() -> None:
    [found] = tnef.files([packed(("a.txt", "..\\..\\windows\\évil\r\n.exe", b"x"))])
    assert "\\" not in found.name
    assert found.name.isprintable()


def test_many_files_and_many_marks_are_bounded() -> None:
    assert len(tnef.files([packed(*[(f"{n}.txt", "", b"x") for n in range(300)])])) == tnef.MAX_FILES
    assert tnef.files([HEAD + attribute(1, 0x800C, b"") * 100_000]) == []
    hollow = struct.pack("<I", 0xFFFFFFFF) + struct.pack("<HHI", 0x101F, 0x3000, 0xFFFFFFFF)
    [found] = tnef.files([HEAD + attribute(2, 0x9002, b"") + attribute(2, 0x800F, b"x") + attribute(2, 0x9005, hollow)])
    assert found.name == ""


def test_a_large_one_is_never_whole_in_memory() -> None:
    piece = b"\0" * 65_536

    def endless() -> Iterator[bytes]:
        yield HEAD + attribute(2, 0x9002, b"") + struct.pack("<BHHI", 2, 0x800F, 6, 0x7FFFFFFF)
        yield from itertools.repeat(piece, 1_000)

    tracemalloc.start()
    try:
        [found] = tnef.files(endless())
        read = sum(map(len, tnef.content(endless(), found.place)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert read == len(piece) * 1_000
    assert peak < 2_000_000
