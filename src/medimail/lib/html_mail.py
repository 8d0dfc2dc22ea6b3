"""Cleans the HTML of a received message: the first of three walls (with the sandboxed frame and its policy)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

import nh3

from medimail.lib.html_bounds import too_costly
from medimail.lib.html_text import to_text

MAX_INLINE = 8 * 1024 * 1024  # characters of pictures written into the page itself
MAX_ATTRIBUTES = 4 * 1024 * 1024

# The frame's own policy says it again as an HTTP header: nothing runs, and nothing is fetched but the message's own
# pictures. A remote one is fetched only after a click, by the reader's browser and without referrer: fetched by us,
# a sender could make the mail server call any address.
_POLICY = "default-src 'none'; img-src {sources}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

_TAGS = {
    *("a", "abbr", "address", "article", "aside", "b", "bdi", "big", "blockquote", "br", "caption", "center", "cite"),
    *("code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"),
    *("font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main"),
    *("mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "wbr"),
}
_DROPPED_WHOLE = {
    *("script", "style", "title", "noscript", "template", "svg", "math", "iframe", "object", "textarea", "xmp"),
}
_LOOKS = {"align", "valign", "bgcolor", "color", "dir", "lang", "style", "title", "width", "height"}
_ATTRIBUTES = {
    "*": _LOOKS,
    "a": {"href"},
    "img": {"src", "alt"},
    "font": {"size", "face"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
}
_STYLES = {
    *("background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left", "border-radius"),
    *("border-right", "border-spacing", "border-style", "border-top", "border-width", "color", "direction", "display"),
    *("font", "font-family", "font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height"),
    *("margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width", "min-width", "padding"),
    *("padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align"),
    *("text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "width", "word-break"),
}
# No parenthesis but a colour's, no escape, no comment: `url(`, `u\72l(`, `image-set(` and `@import` cannot be written.
_VALUE = re.compile(r"(?:[\w\s#%.,'\"!+-]|(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\))*", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_WEB_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:)?//(?=[^/\s])", re.IGNORECASE)

_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.5 system-ui,sans-serif;margin:0;overflow-wrap:break-word;background:#fff;color:#1b1f24}}
img{{max-width:100%;height:auto}}img:not([src]){{display:none}}table{{max-width:100%}}
blockquote{{margin:0 0 0 .5em;padding-left:.75em;border-left:3px solid #c8ced6}}pre{{white-space:pre-wrap}}
.medimail-words{{white-space:pre-wrap}}
.medimail-head{{margin:0 0 1em;padding:.6em .8em;background:#eef3f6;border-radius:6px}}
.medimail-head p,.medimail-head dl,.medimail-head h1{{margin:.2em 0}}.medimail-head a{{color:#0b5cad}}
.medimail-head dt{{float:left;clear:left;margin-right:.4em;font-weight:600}}.medimail-head dd{{margin:0}}</style>
</head><body>{head}{body}</body></html>
"""


@dataclass(frozen=True, slots=True)
class Cleaned:
    html: str
    blocked: bool
    """It names pictures of other servers, which were left out."""


def policy(pictures: str = "", *, remote: bool = False) -> str:
    """For the page: `pictures` is where the message's own ones are had."""
    return _POLICY.format(sources=" ".join(filter(None, ("data:", pictures, "https:" if remote else ""))))


def document(body: str, *, policy: str, head: str = "", title: str = "") -> str:
    """A whole page to be framed, of harmless pieces."""
    return _PAGE.format(policy=escape(policy), head=head, body=body, title=escape(title))


def words(text: str) -> str:
    """Plain text as a piece of a page."""
    return f'<div class="medimail-words">{escape(text)}</div>'


def fragment(html: str, images: Mapping[str, str], *, remote: bool = False) -> str:
    return cleaned(html, images, remote=remote).html


def cleaned(html: str, images: Mapping[str, str], *, remote: bool = False) -> Cleaned:
    """`images` are addresses of the message's own pictures, by Content-ID. Of HTML made to choke its reader, words."""
    if too_costly(html):
        return Cleaned(f"<pre>{nh3.clean_text(to_text(html))}</pre>", blocked=False)
    filtering = _Filter(images, remote)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=filtering.keep,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Cleaned(clean, filtering.blocked)


class _Filter:
    def __init__(self, images: Mapping[str, str], remote: bool) -> None:
        self.images, self.remote, self.blocked = images, remote, False
        self.room, self.words = MAX_INLINE, MAX_ATTRIBUTES

    def keep(self, tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) == ("img", "src"):
            return self._source(value)
        self.words -= len(value)
        if self.words < 0:
            return None
        if attribute == "style":
            return style(value) or None
        if attribute == "href":
            return value if _WEB_LINK.match(value) else None
        return value

    def _source(self, value: str) -> str | None:
        if value[:4].lower() == "cid:":
            return self.images.get(value[4:]) or self.images.get(unquote(value[4:]))
        if _DATA_IMAGE.fullmatch(value):
            self.room -= len(value)
            return value if self.room >= 0 else None
        if not (found := _REMOTE.match(value)):
            return None
        self.blocked = True
        return f"https://{value[found.end() :]}" if self.remote else None


def style(declarations: str) -> str:
    """The harmless declarations of a style attribute."""
    pairs = [piece.partition(":") for piece in declarations.split(";")]
    kept = [
        f"{name.strip().lower()}:{value.strip()}"
        for name, _, value in pairs
        if name.strip().lower() in _STYLES and _VALUE.fullmatch(value)
    ]
    return ";".join(kept)
