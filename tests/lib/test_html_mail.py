"""The first wall: whatever the HTML holds, nothing is left that runs, fetches or leaves the frame."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib import html_mail, html_text, mime, mime_text

HOSTILE = {
    "script": "<script>fetch('//evil.example')</script>",
    "handler": '<p onclick="x()" onmouseover=x()>a</p><img src=x onerror=alert(1)>',
    "svg": '<svg onload="x()"><script>x()</script><a xlink:href="javascript:x()">a</a></svg>',
    "javascript link": '<a href="javascript:x()">a</a><a href="JaVaScRiPt:x()">b</a>',
    "tab in the scheme": '<a href="jav\tascript:x()">a</a><a href="&#106;avascript:x()">b</a>',
    "data link": '<a href="data:text/html,<script>x()</script>">a</a>',
    "remote image": '<img src="https://evil.example/p.gif"><img src="//evil.example/p.gif"><img src="/p.gif">',
    "srcset": '<img srcset="https://evil.example/p.gif 2x"><picture><source srcset="//evil.example/p"></picture>',
    "style url": '<p style="background:url(//evil.example/p)">a</p><p style="list-style-image:url(x)">b</p>',
    "escaped url": '<p style="background-color:u\\72l(//e.example)">a</p><p style="color:red/**/;width:url(x)">b</p>',
    "image-set": "<p style=\"border:image-set('//evil.example/p' 1x)\">a</p>",
    "style element": "<style>@import '//evil.example/x.css'; p{background:url(//evil.example)}</style>",
    "link and base": '<link rel=stylesheet href="//e.example"><base href="//e.example"><meta http-equiv=refresh>',
    "frames": '<iframe src="//evil.example"></iframe><object data="//e.example"></object><embed src="//e.example">',
    "form": '<form action="//evil.example"><input name=p><button formaction="//evil.example">a</button></form>',
    "media": '<video src="//evil.example" poster="//evil.example"></video><audio src="//evil.example"></audio>',
    "background attribute": '<table background="//evil.example"><td background="//evil.example">a</td></table>',
    "noscript": '<noscript><p title="</noscript><img src=//evil.example onerror=x()>"></noscript>',
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></mglyph></table></mtext></math>",
    "comment": "<!--><img src=//evil.example onerror=x()>-->",
    "svg image": '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    "position": '<div style="position:fixed;top:0;left:0;width:100%">a</div>',
    "ping and download": '<a href="https://a.example" ping="//evil.example" download>a</a>',
}

ALLOWED = re.compile(
    r"""<(?:/?[a-z0-9]+)((?:\s(?:align|valign|bgcolor|color|dir|lang|title|width|height|alt|size|face|border|cellpadding|"""
    r"""cellspacing|colspan|rowspan|scope|start|type|target|rel|href|src|style)="[^"]*")*)\s*/?>""",
)


def assert_harmless(fragment: str) -> None:
    assert "<" not in ALLOWED.sub("", fragment), fragment
    for attributes in ALLOWED.findall(fragment):
        for source in re.findall(r'\ssrc="([^"]*)"', attributes):
            assert re.match(r"data:image/(png|jpeg|gif|webp);base64,", source), fragment
        for link in re.findall(r'\shref="([^"]*)"', attributes):
            assert re.match(r"(https?://|mailto:|tel:)", link, re.IGNORECASE), fragment
        for look in re.findall(r'\sstyle="([^"]*)"', attributes):
            assert not re.search(r"url|image-set|@|\\|position", look), fragment


BODIES = {path.stem: path.read_bytes() for path in (Path(__file__).parents[1] / "hostile").glob("*.html")}


@pytest.mark.parametrize("name", sorted(BODIES))
def test_of_a_hostile_body_only_harmless_html_is_left(name: str) -> None:
    assert_harmless(html_mail.fragment(mime_text.decode_bytes(BODIES[name], "utf-8"), {}))
    assert_harmless(html_mail.fragment(mime_text.clean_body(BODIES[name].decode()), {}))


def test_there_are_enough_of_them() -> None:
    assert len(BODIES) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    fragment = html_mail.fragment(f"<p>avant</p>{HOSTILE[name]}<p>après</p>", {})
    assert_harmless(fragment)
    assert "avant" in fragment


PIECES = [
    *HOSTILE.values(),
    "<p>",
    "</p>",
    '"',
    "'",
    "<",
    ">",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "\0",
    "<a href=",
    "<b ",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
def test_no_mixture_of_them_either(html: str) -> None:
    assert_harmless(html_mail.fragment(html, {}))


def test_ordinary_mail_keeps_its_shape() -> None:
    html = '<h1 style="color:#c00;font-size:14px">Été</h1><table border="1"><tr><td colspan="2">a</td></tr></table>'
    kept = html_mail.fragment(html, {})
    assert 'style="color:#c00;font-size:14px"' in kept
    assert '<td colspan="2">a</td>' in kept


def test_links_open_elsewhere_and_tell_nothing() -> None:
    kept = html_mail.fragment('<a href="https://sante.example/a?b=1" target="_top" rel="opener">a</a>', {})
    assert kept == '<a href="https://sante.example/a?b=1" target="_blank" rel="noopener noreferrer">a</a>'


def test_the_message_s_own_pictures_are_had_where_we_say() -> None:
    html = '<img src="cid:logo@x"><img src="cid:logo%40x"><img src="cid:missing"><img src="/own/1/">'
    kept = html_mail.fragment(html, {"logo@x": "https://own.example/1/"})
    assert kept.count("src=") == kept.count('src="https://own.example/1/"') == 2


REMOTE = '<img src="https://a.example/1.gif"><img src="http://a.example/2.gif"><img src="//a.example/3.gif">'


def test_remote_pictures_wait_for_a_click() -> None:
    before, after = html_mail.cleaned(REMOTE, {}), html_mail.cleaned(REMOTE, {}, remote=True)
    assert ("src=" in before.html, before.blocked) == (False, True)
    assert re.findall(r'src="([^"]*)"', after.html) == [f"https://a.example/{number}.gif" for number in (1, 2)]
    assert not html_mail.cleaned('<img src="cid:a">', {}).blocked


def test_pictures_written_into_the_page_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_mail, "MAX_INLINE", 100)
    kept = html_mail.fragment(f'<img src="data:image/gif;base64,{"A" * 40}">' * 9, {})
    assert kept.count("src=") == 1


def test_the_page_states_the_second_wall() -> None:
    page = html_mail.document("<p>a</p>", policy=html_mail.policy())
    assert page.startswith("<!doctype html>")
    assert "default-src &#x27;none&#x27;; img-src data:;" in page.partition("<body>")[0]


def test_only_a_click_opens_the_page_to_other_servers() -> None:
    assert "https:" not in html_mail.policy("house.example/boites/1/")
    assert "img-src data: house.example/boites/1/ https:;" in html_mail.policy("house.example/boites/1/", remote=True)


def test_the_words_alone() -> None:
    html = "<head><title>t</title></head><style>p{}</style><p>Bonjour&nbsp;&amp; <b>merci</b></p><div>a<br>b</div>"
    assert html_text.to_text(html) == "Bonjour & merci\n\na\nb"
    assert (
        html_text.to_text("<html><head><meta name=x><body>une page sans fin d’en-tête") == "une page sans fin d’en-tête"
    )
    assert html_text.to_text("a &lt;b&gt; &amp;lt; c") == "a <b> &lt; c"


HALF_A_MEGABYTE = {
    **{
        piece: piece * mime.MAX_TEXT
        for piece in ("<", "<a ", "<!--", "<![CDATA[", "</", "<a b=", "&#", "<textarea>", "<div>")
    },
    "bold left open": "".join(f"<p><b id={number}>" for number in range(40_000)),
    "bold that looks the same": "".join(f'<p><b c" a=">{number}">' for number in range(40_000)),
    "one long attribute": f'<p><b title="{"x" * 250_000}">' + "<p>x" * 70_000,
    "one long link": f'<p><a href="https://x.example/{"x" * 250_000}">' + "<p>x" * 70_000,
    "long attributes below the limits": f'<p><a href="https://x.example/{"x" * 25_000}">' + "<p>x" * 15_000,
}


@pytest.mark.parametrize("name", HALF_A_MEGABYTE)
def test_half_a_megabyte_of_hostile_html_costs_seconds_and_stays_small(name: str) -> None:
    html = "lisible " + HALF_A_MEGABYTE[name][: mime.MAX_TEXT]
    started = time.process_time()
    words, page = html_text.to_text(html), html_mail.fragment(html, {})
    assert time.process_time() - started < 20
    assert len(page) < 20 * mime.MAX_TEXT
    assert "lisible" in words
    assert "lisible" in page
    assert_harmless(html_mail.fragment(html, {}).replace("<pre>", "").replace("</pre>", ""))


def test_a_long_ordinary_page_keeps_its_shape() -> None:
    cell = (
        '<tr><td><font face="Arial" size="2">x</font></td><td><b>y</b> <a href="https://a.example/{}">z</a></td></tr>'
    )
    html = f"<table>{''.join(cell.format(number) for number in range(3000))}</table>"
    assert html_mail.fragment(html, {}).count("<font") == 3000


@given(st.text())
def test_any_text_can_be_read(html: str) -> None:
    html_text.to_text(html)
