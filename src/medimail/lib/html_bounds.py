"""Which HTML is too costly to parse by a browser's rules, told beforehand in one pass.

Those rules open a formatting element left open (`<p><b id=1><p><b id=2>…`) again in each later block: half a megabyte
becomes gigabytes. At most three identical ones are repeated (HTML standard, 13.2.4.3), hence the distinct ones below.
"""

import re

MAX_TAGS = 40_000  # the time of deep nesting grows with the square: 7 s at worst
MAX_REPEATED = 10_000_000  # characters of formatting tags times tags
MAX_LINKS = 500_000_000  # one link is open at a time, and is repeated whole

_FORMATTING = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^>]*>?", re.IGNORECASE)
_LINK = re.compile(r"<a(?=[\s/>])[^<]*", re.IGNORECASE)
_VALUE = r"""\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+)"""
_PLAIN = re.compile(rf"<\w+(?:\s+[\w:.-]+(?:{_VALUE})?)*\s*/?>")


def too_costly(html: str) -> bool:
    tags = html.count("<")
    # Two tags with odd quotes may look the same up to `>` and yet differ.
    openings = [(tag, "" if _PLAIN.fullmatch(tag) else number) for number, tag in enumerate(_FORMATTING.findall(html))]
    repeated = sum(len(tag) for tag, _ in set(openings))
    link = max(map(len, _LINK.findall(html)), default=0)
    return tags > MAX_TAGS or repeated * tags > MAX_REPEATED or link * tags > MAX_LINKS
