"""The words of an HTML message, for quoting it and for those who read plain text.

The browser's parsing rules come from nh3: the standard library's parser takes minutes on half a megabyte of `<a <a`.
"""

import re
from html import unescape

import nh3

from medimail.lib.html_bounds import too_costly

_SILENT = {"script", "style", "title", "noscript", "template", "svg"}
_BREAKS = {
    *("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "blockquote", "pre", "hr"),
    *("ul", "ol"),
}
# What nh3 writes is well formed: no `<` stands but before a tag.
_TAG = re.compile(r"<[^<>]*>")


def to_text(html: str) -> str:
    words = html.replace("\0", "").replace("\r", " ").replace("\n", " ")
    if not too_costly(words):
        words = nh3.clean(words, tags=_BREAKS, clean_content_tags=_SILENT, attributes={}, link_rel=None)
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub(_line, words)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(tag: re.Match[str]) -> str:
    return "" if tag[0] in {"<tbody>", "</tbody>"} else "\n"
