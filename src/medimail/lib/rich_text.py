"""The little formatting a person may write: what our own editor makes, and nothing else."""

import nh3

from medimail.lib.html_bounds import too_costly
from medimail.lib.html_text import to_text

_TAGS = {"a", "b", "blockquote", "br", "div", "em", "i", "li", "ol", "p", "strong", "u", "ul"}
_SCHEMES = {"https", "http", "mailto", "tel"}


def clean(html: str) -> str:
    """Empty when nothing is left, or when it is too deep to be ours."""
    if too_costly(html):
        return ""
    cleaned = nh3.clean(
        html.replace("\0", ""), tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None
    )
    return cleaned if to_text(cleaned) else ""
