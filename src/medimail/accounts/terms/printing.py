"""The terms on paper: A4, a title page, contents with page numbers, tagged for screen readers (PDF/UA)."""

from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from medimail.accounts.terms.reading import Reading, reading

FONT = "police:texte"
_FONT_FILE = "medimail/atkinson-hyperlegible-next-latin.woff2"
_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title} – Medimail</title>
<meta name="author" content="Medimail"><style>{style}</style></head><body>
<header><p class="mark">Medimail</p><h1>{title}</h1><p class="short">C.G.U</p>
<p class="version">Version {version}</p></header>
<nav><h2 id="contents">Table des matières</h2><ul>{contents}</ul></nav>
<main>{text}</main><div class="foot">Medimail – CGU version {version} – page </div></body></html>"""


def printed(version: str, title: str, text: str) -> bytes:
    # Half a second and forty megabytes that only a publication needs.
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    page: Any = HTML(string=_page(version, title, reading(text)), url_fetcher=_fetch)  # type: ignore[no-untyped-call]
    written = BytesIO()
    fonts: Any = FontConfiguration()  # type: ignore[no-untyped-call]
    page.write_pdf(written, font_config=fonts, pdf_variant="pdf/ua-1")
    return written.getvalue()


def _page(version: str, title: str, content: Reading) -> str:
    lines = (
        f'<li class="level{one.level}"><a href="#{one.anchor}">{escape(one.text)}</a></li>' for one in content.headings
    )
    style = (Path(__file__).parent / "print.css").read_text(encoding="utf-8").replace("%font%", FONT)
    return _PAGE.format(
        title=escape(title), version=escape(version), style=style, contents="".join(lines), text=content.html
    )


def _fetch(url: str) -> dict[str, object]:
    """The text of an operator must make this server read no file and ask no network: our letters, nothing else."""
    if url != FONT:
        raise ValueError("The terms fetch nothing.")
    return {"string": _font(), "mime_type": "font/woff2"}


@cache
def _font() -> bytes:
    found = finders.find(_FONT_FILE)
    if not isinstance(found, str):
        raise FileNotFoundError(_FONT_FILE)
    return Path(found).read_bytes()
