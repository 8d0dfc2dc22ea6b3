"""The words that were looked for, marked where they stand."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

BEFORE, AFTER = 16, 140  # a row shows one line, on a phone about thirty letters of it


def marker(words: Sequence[str]) -> Callable[[str], SafeString]:
    looked_for = pattern(words)
    return lambda text: marked(text, looked_for)


def pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Whatever their case and accents, as the index finds them."""
    folded = sorted({_folded(word) for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, folded))) if folded else None


def marked(text: str, looked_for: re.Pattern[str] | None) -> SafeString:
    if looked_for is None:
        return conditional_escape(text)
    pieces: list[SafeString] = []
    position = 0
    for match in looked_for.finditer(_folded(text)):
        pieces += [conditional_escape(text[position : match.start()]), _mark(text[match.start() : match.end()])]
        position = match.end()
    return mark_safe("".join([*pieces, conditional_escape(text[position:])]))  # noqa: S308 (every piece is escaped)


def excerpt(text: str, looked_for: re.Pattern[str]) -> str:
    """What surrounds the first of them; empty when none stands there."""
    line = " ".join(text.split())
    match = looked_for.search(_folded(line))
    if match is None:
        return ""
    start, end = max(0, match.start() - BEFORE), match.end() + AFTER
    if start:  # at a whole word
        start = line.find(" ", start, match.start()) + 1 or match.start()
    return f"{'… ' if start else ''}{line[start:end].strip()}{' …' if end < len(line) else ''}"


def _folded(text: str) -> str:
    """One letter for each letter, so that places stay the same."""
    return text.lower() if text.isascii() else "".join(_plain(letter) for letter in text)


@lru_cache(4096)
def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def _mark(text: str) -> SafeString:
    return format_html("<mark>{}</mark>", text)
