"""Writes what Outlook calls `winmail.dat`, as [MS-OXTNEF] describes it."""

import struct

HEAD = struct.pack("<IH", 0x223E9F78, 1)


def attribute(level: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, kind, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def long_name(name: str) -> bytes:
    """Two properties: a number before, then the name in UTF-16 (PidTagAttachLongFilename)."""
    text = (name + "\0").encode("utf-16-le")
    number = struct.pack("<HHi", 0x03, 0x0E21, 7)
    named = struct.pack("<HH16sII", 0x03, 0x8001, b"g" * 16, 1, 6) + b"x\0y\0\0\0\0\0" + struct.pack("<i", 1)
    words = struct.pack("<HHII", 0x1F, 0x3707, 1, len(text)) + text + b"\0" * (-len(text) % 4)
    return struct.pack("<I", 3) + number + named + words


def packed(*files: tuple[str, str, bytes]) -> bytes:
    """Short name, long name, content."""
    parts = [HEAD, attribute(1, 0x9007, struct.pack("<II", 1252, 0)), attribute(1, 0x800C, b"le texte\0")]
    for short, name, content in files:
        parts += [attribute(2, 0x9002, b"\0" * 14), attribute(2, 0x800F, content)]
        parts += [attribute(2, 0x8010, short.encode("cp1252") + b"\0")]
        parts += [attribute(2, 0x9005, long_name(name))] if name else []
    return b"".join(parts)
