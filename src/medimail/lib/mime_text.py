"""Text out of hostile headers: decoded, bounded, and without the characters that deceive a reader."""

import codecs
import email.errors
import email.header
import email.utils
import re
import unicodedata
from datetime import UTC, date, datetime

MAX_HEADER = 64 * 1024
MAX_ADDRESSES = 1000

# Controls, zero-width characters and bidirectional overrides (Trojan-source, CVE-2021-42574) show nothing or lie.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# The name on the label, and the wider set that programs under that label really write (as in the Encoding standard).
_SUPERSETS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "ansi", "x-ansi", "cp-1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gb-2312", "gbk", "x-gbk", "csgb2312", "chinese"), "gb18030"),
    **dict.fromkeys(("shift-jis", "shiftjis", "x-sjis", "sjis", "ms-kanji"), "cp932"),
    **dict.fromkeys(("ks-c-5601-1987", "ks-c-5601", "euc-kr", "korean", "ksc5601"), "cp949"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp", "iso-2022-jp-2"), "iso2022_jp_ext"),
    **dict.fromkeys(("macintosh", "x-mac-roman", "mac", "x-macintosh", "apple-roman"), "mac_roman"),
    **dict.fromkeys(("unicode-1-1-utf-7", "x-utf-7", "unicode-2-0-utf-7"), "utf-7"),
    **dict.fromkeys(("utf8mb4", "unicode-1-1-utf-8", "x-unicode-2-0-utf-8", "utf-8n"), "utf-8"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e"), "iso-8859-8"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    "iso-8859-9": "cp1254",
    "x-mac-cyrillic": "mac_cyrillic",
    "big5": "big5hkscs",
    "x-koi8-r": "koi8-r",
}
_CHARSET_NOISE = re.compile(r"[^a-z0-9.:+-]")
# Python knows them as text encodings; no mail is written in them, and some take long on purpose-made bytes.
_NO_CHARSETS = {
    "ascii",
    "unicode_escape",
    "raw_unicode_escape",
    "unicode-escape",
    "raw-unicode-escape",
    "punycode",
    "idna",
}
_NO_CHARSETS |= {
    "undefined",
    "mbcs",
    "oem",
    "charmap",
    "base64",
    "bz2",
    "hex",
    "quopri",
    "rot13",
    "rot-13",
    "uu",
    "zlib",
}
_JOINER = "\u200d"  # kept in names and subjects: emoji families are made of it
# Most headers hold one plain address: reading it here costs a tenth of the full parser; a list page reads a hundred.
_WORD = r"[A-Za-z0-9_.+=?*'-]"
_PLAIN = re.compile(rf"(?:\"?([^\"<>()@,;:\\\[\]]*?)\"?\s*<({_WORD}+@{_WORD}+)>|({_WORD}+@{_WORD}+))")
_RAW = re.compile("[\udc80-\udcff]")
_SPACE = re.compile(r"[\s\x00-\x1f]+")


def shown(text: str) -> str:
    """One line, safe to show."""
    if text.isprintable():
        return " ".join(text.split())
    return _SPACE.sub(" ", _UNSEEN.sub(lambda m: m[0] if m[0] == _JOINER else "", _SPACE.sub(" ", text))).strip()


def clean_body(text: str) -> str:
    """Several lines, with LF ends and without controls."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", lines)


def decode(raw: object) -> str:
    """A header's value with its encoded words (RFC 2047) read, broken ones left as they are."""
    text = _unescape(str(raw)[:MAX_HEADER])
    if "=?" not in text:
        return shown(text)
    try:
        parts = email.header.decode_header(text)
    except (email.errors.HeaderParseError, ValueError):
        return shown(text)
    return shown("".join(_piece(value, charset) for value, charset in parts))


def _unescape(text: str) -> str:
    """Raw 8-bit headers reach us as surrogates: they are UTF-8 or, by default, Windows' Latin."""
    if text.isascii() or not _RAW.search(text):
        return text
    return decode_bytes(text.encode("utf-8", "surrogateescape"), None)


def _piece(value: bytes | str, charset: str | None) -> str:
    # decode_header keeps the blanks around plain text and drops those between two encoded words, as RFC 2047 asks.
    return value if isinstance(value, str) else decode_bytes(value, charset)


def decode_bytes(data: bytes, charset: str | None, *, cut: bool = False) -> str:
    """Text whatever the declared charset: unknown and wrong ones are guessed, never refused.

    `cut`: the last letter may be incomplete.
    """
    for name in (codec_of(charset), _marked(data), "utf-8", "cp1252"):
        try:
            if name:
                return codecs.getincrementaldecoder(name)().decode(data, final=not cut).removeprefix("\ufeff")
        except (LookupError, ValueError):
            if name == "utf-8" and (text := _mostly(data)):
                return text
    return data.decode("latin-1")


def _mostly(data: bytes) -> str:
    """UTF-8 with a few broken letters; empty when it is something else. Dovecot gives a zero byte as a lone 80."""
    text = data.decode("utf-8", "replace")
    letters = sum(1 for sign in text if sign > "\x7f")
    return text if text.count("\ufffd") * 4 < letters else ""


def codec_of(charset: str | None) -> str | None:
    """Python's name of a charset; None for ASCII and for what is no charset: those who say so wrote something else."""
    name = _CHARSET_NOISE.sub("", (charset or "").lower().replace("_", "-"))[:40]
    name = _SUPERSETS.get(name, name)
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if known in _NO_CHARSETS else known


def _marked(data: bytes) -> str | None:
    """What the bytes themselves say."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x1b$" in data or b"\x1b(J" in data:
        return "iso2022_jp_ext"
    return None


def addresses(raw: list[str], *, typed: bool = False, honest: bool = True) -> list[tuple[str, str]]:
    """(name, address) of each mailbox. Encoded words are read after the split, so they cannot forge an address.

    With `typed`, a name without address stands for an unfinished one, as `mime_build` writes it. Without `honest`,
    names are what the sender claims.
    """
    trusted = honest_name if honest else _as_claimed
    # Bounded: the expression's worst case grows with the square.
    if len(raw) == 1 and len(raw[0]) < 400 and (plain := _PLAIN.fullmatch(raw[0].strip())):
        address = plain[2] or plain[3]
        return [(trusted(decode(plain[1] or ""), address), address)]
    # Comments nest and the standard parser walks them by recursion.
    values = [_unescape(str(value)[:MAX_HEADER]) for value in raw if str(value).count("(") < 50]
    try:
        found = email.utils.getaddresses(values)[:MAX_ADDRESSES]
    except (ValueError, LookupError, RecursionError):
        return []
    known = [(trusted(decode(name), shown(address)), shown(address)) for name, address in found if "@" in address]
    return known + [("", decode(name)) for name, address in found if typed and name and not address]


def _as_claimed(name: str, _address: str) -> str:
    return name


def honest_name(name: str, address: str) -> str:
    """The display name, or nothing when it shows any other address, even beside the real one."""
    plain = unicodedata.normalize("NFKC", name)  # other signs that look like @
    return "" if "@" in plain and plain.strip("<>()'\" ").lower() != address.lower() else name


def date_of(raw: object) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(str(raw)[:200])
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, LookupError):
        return None
    return found if in_calendar(found) else None


def in_calendar(day: date) -> bool:
    """False in the first and the last year that Python knows: by a clock elsewhere they lie beyond its end."""
    return 1 < day.year < 9999
