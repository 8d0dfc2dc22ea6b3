"""Cleans the HTML of a received message: the first of three walls (with the sandboxed frame and its policy)."""

import base64
import re
from collections.abc import Mapping

import nh3

from medimail.lib.html_bounds import too_costly
from medimail.lib.html_text import to_text

MAX_IMAGES = 8 * 1024 * 1024
MAX_ATTRIBUTES = 4 * 1024 * 1024

# The frame's own policy says it again as an HTTP header: nothing runs, nothing is fetched.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

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
_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8", "webp": b"RIFF"}

_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.5 system-ui,sans-serif;margin:0;overflow-wrap:break-word;background:#fff;color:#1b1f24}}
img{{max-width:100%;height:auto}}img:not([src]){{display:none}}table{{max-width:100%}}
blockquote{{margin:0 0 0 .5em;padding-left:.75em;border-left:3px solid #c8ced6}}pre{{white-space:pre-wrap}}</style>
</head><body>{body}</body></html>
"""


def document(html: str, images: Mapping[str, bytes] | None = None) -> str:
    """A whole page to be framed. `images` are the message's own, by Content-ID; only true pictures are shown."""
    return _PAGE.format(policy=POLICY, body=fragment(html, images or {}))


def fragment(html: str, images: Mapping[str, bytes]) -> str:
    """Its words alone when it is made to choke its reader."""
    if too_costly(html):
        return f"<pre>{nh3.clean_text(to_text(html))}</pre>"
    room, words = MAX_IMAGES, MAX_ATTRIBUTES

    def keep(tag: str, attribute: str, value: str) -> str | None:
        nonlocal room, words
        if (tag, attribute) != ("img", "src"):
            words -= len(value)
            if words < 0:
                return None
        if attribute == "style":
            return style(value) or None
        if attribute == "href":
            return value if _WEB_LINK.match(value) else None
        if (tag, attribute) != ("img", "src"):
            return value
        source = _image(value, images)
        room -= len(source or "")
        return source if room >= 0 else None

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def style(declarations: str) -> str:
    """The harmless declarations of a style attribute."""
    pairs = [piece.partition(":") for piece in declarations.split(";")]
    kept = [
        f"{name.strip().lower()}:{value.strip()}"
        for name, _, value in pairs
        if name.strip().lower() in _STYLES and _VALUE.fullmatch(value)
    ]
    return ";".join(kept)


def _image(source: str, images: Mapping[str, bytes]) -> str | None:
    if source[:4].lower() == "cid:":
        return _inline(images.get(source[4:]))
    return source if _DATA_IMAGE.fullmatch(source) else None


def _inline(content: bytes | None) -> str | None:
    # Its bytes say what an image is, not its label: an SVG can hold a program.
    for kind, magic in _MAGIC.items():
        if content is not None and content.startswith(magic):
            return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return None
