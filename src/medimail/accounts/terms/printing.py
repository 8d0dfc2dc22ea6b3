"""The terms on paper: A4, a title page, contents with page numbers, tagged for screen readers (PDF/UA).

Imported where a version is published and nowhere else: WeasyPrint costs half a second and forty megabytes.
"""

from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from medimail.accounts.terms.reading import Reading, reading

FONT = "police:texte"
_FONT_FILE = "medimail/atkinson-hyperlegible-next-latin.woff2"
_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title} – Medimail</title>
<meta name="author" content="Medimail"><style>{style}</style></head><body>
<p class="foot">Medimail – CGU version {version} – page </p>
<header><p class="mark">Medimail</p><h1>{title}</h1><p class="short">C.G.U</p>
<p class="version">Version {version}</p></header>
<nav><h2 id="contents">Table des matières</h2><ul>{contents}</ul></nav>
<main>{text}</main></body></html>"""


class _FontOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """The text of an operator must make this server read no file and ask no network: our letters, nothing else."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 (WeasyPrint's signature)
        if url != FONT:
            raise ValueError("The terms fetch nothing.")
        return URLFetcherResponse(url, _font(), {"Content-Type": "font/woff2"})


def printed(version: str, title: str, text: str) -> bytes:
    written = BytesIO()
    page = HTML(string=_page(version, title, reading(text)), url_fetcher=_FontOnly())
    page.write_pdf(written, font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
    return written.getvalue()


def _page(version: str, title: str, content: Reading) -> str:
    lines = (
        f'<li class="level{one.level}"><a href="#{one.anchor}">{escape(one.text)}</a></li>' for one in content.headings
    )
    style = (Path(__file__).parent / "print.css").read_text(encoding="utf-8").replace("%font%", FONT)
    return _PAGE.format(
        title=escape(title), version=escape(version), style=style, contents="".join(lines), text=content.html
    )


@cache
def _font() -> bytes:
    found = finders.find(_FONT_FILE)
    if not isinstance(found, str):
        raise FileNotFoundError(_FONT_FILE)
    return Path(found).read_bytes()
