"""Received mail is hostile: every message is read, none is believed, and nothing of it is lost."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib import mime, mime_text

EMLS = {path.stem: path.read_bytes() for path in (Path(__file__).parent / "emls").glob("*.eml")}


def parse(name: str) -> mime.Parsed:
    return mime.parse(EMLS[name])


@pytest.mark.parametrize("name", sorted(EMLS))
def test_every_message_is_read_and_none_can_trouble_the_database(name: str) -> None:
    parsed = parse(name)
    shown = [parsed.subject, parsed.text or "", parsed.html or "", *(part.filename for part in parsed.attachments)]
    shown += [piece for pair in [*parsed.senders, *parsed.to, *parsed.cc] for piece in pair]
    for text in shown:
        assert "\0" not in text
        text.encode("utf-8")
    assert "\n" not in parsed.subject


def test_a_plain_message() -> None:
    parsed = parse("plain")
    assert parsed.senders == [("Dr Martin", "martin@medecin.oc.mssante.fr")]
    assert (parsed.subject, parsed.text, parsed.html) == ("Bonjour", "Un texte.", None)
    assert parsed.message_id == "<plain@medecin.oc.mssante.fr>"
    assert parsed.date is not None
    assert parsed.date.isoformat() == "2026-11-23T06:00:00+00:00"
    assert parsed.attachments == []


@pytest.mark.parametrize("name", ["two-from", "two-from-one-address", "two-in-from", "no-headers", "empty"])
def test_a_doubtful_sender_is_nobody(name: str) -> None:
    assert parse(name).senders == []


@pytest.mark.parametrize("name", ["spoofed-name", "spoofed-encoded-name", "encoded-address"])
def test_a_name_cannot_pass_for_an_address(name: str) -> None:
    assert parse(name).senders == [("", "evil@evil.example")]


@pytest.mark.parametrize("sign", ["@", "\uff20", "\ufe6b"])
def test_the_real_address_beside_it_does_not_make_a_name_honest(sign: str) -> None:
    raw = f'From: "martin{sign}medecin.oc.mssante.fr evil@evil.example" <evil@evil.example>\r\n\r\nx'.encode()
    assert mime.parse(raw).senders == [("", "evil@evil.example")]
    own = b'From: "evil@evil.example" <evil@evil.example>\r\n\r\nx'
    assert mime.parse(own).senders == [("evil@evil.example", "evil@evil.example")]


def test_an_encoded_line_break_makes_no_header() -> None:
    parsed = parse("smuggled-line")
    assert parsed.subject == "Un Bcc: evil@evil.example corps"
    assert parsed.bcc == []
    assert parsed.text == "x"


def test_reversed_letters_are_put_right() -> None:
    parsed = parse("bidi")
    assert parsed.subject == "facturefdp.exe"
    assert parsed.attachments[0].filename == "codfdp.exe"


def test_charsets_are_guessed_when_they_must() -> None:
    assert parse("raw-8-bit").subject == "Résultat d'Étigny"
    assert parse("raw-8-bit").senders == [("évé", "a@x.example")]
    assert parse("raw-8-bit").text == "déjà vu"
    assert parse("raw-utf-8").senders == [("Ève", "a@x.example")]
    assert parse("raw-utf-8").text == "déjà vu"
    assert parse("unknown-charset").text == "déjà vu"
    assert parse("charset-with-null").text == "texte"


def test_a_broken_encoding_still_shows_its_text() -> None:
    assert "Qm9uam91" in (parse("broken-base64").text or "") or "Bonjou" in (parse("broken-base64").text or "")
    assert "suite" in parse("broken-base64").subject


def test_an_unfinished_message_keeps_its_parts() -> None:
    parsed = parse("no-end-boundary")
    assert parsed.text == "texte"
    assert [(part.filename, part.content) for part in parsed.attachments] == [("a.pdf", b"%PDF")]


def test_what_cannot_be_opened_is_handed_over_whole() -> None:
    (whole,) = [part for part in parse("no-boundary").attachments if part.number == mime.WHOLE]
    assert whole.content == EMLS["no-boundary"]


def test_file_names_are_names() -> None:
    assert [part.filename for part in parse("path-in-filename").attachments] == ["passwd", "a.pdf", "piece-3"]
    assert parse("rfc2231").attachments[0].filename == "Résultat d'analyse.pdf"
    assert parse("bad-type").attachments[0].content_type in {"text/plain", "application/octet-stream"}


def test_text_html_and_its_picture() -> None:
    parsed = parse("alternative")
    assert parsed.text == "le texte"
    assert "<p>le texte</p>" in (parsed.html or "")
    assert parsed.images["logo@x"].content.startswith(b"GIF89a")


def test_a_forwarded_message_is_a_file() -> None:
    parsed = parse("forwarded")
    assert parsed.text == "voir"
    assert [(part.content_type, part.filename) for part in parsed.attachments] == [("message/rfc822", "message-2.eml")]
    assert b"texte de dedans" in parsed.attachments[0].content


def nested(depth: int) -> bytes:
    levels = [
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth)
    ]
    return b"From: a@x.example\r\nSubject: s\r\n" + b"".join(levels) + b"Content-Type: text/plain\r\n\r\nfond\r\n"


def many(parts: int, parameters: bytes = b"") -> bytes:
    head = b"From: a@x.example\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + (b"--b\r\nContent-Type: application/pdf" + parameters + b"\r\n\r\nx\r\n") * parts


@pytest.mark.parametrize(
    "raw",
    [
        nested(5000),
        many(20_000),
        many(100, b";" * 95_000),
        b"From: a@x.example\r\nSubject: s\r\nTo: " + b"a@x.example, " * 50_000 + b"\r\n\r\nx",
        b"From: a@x.example\r\nSubject: s\r\nTo: " + b"(" * 100_000 + b"\r\n\r\nx",
        b"From: a@x.example\r\nSubject: s " + b"=?utf-8?q?" * 50_000 + b"\r\n\r\nx",
        b"From: a@x.example\r\nSubject: s\r\nReferences: " + b"<a" * 200_000 + b"\r\n\r\nx",
        b"From: a@x.example\r\nSubject: s\r\n" + b"X: y\r\n" * 100_000 + b"\r\nx",
        b"From: a@x.example\r\nSubject: s\r\n" + b"X: y\r\n" * 5_000_000 + b"\r\nx",
        b"From: a@x.example\r\nSubject: s\r\n\r\n" + b"\r\n" * 15_000_000,
        b"From: a@x.example\r\nSubject: s\r\n\r\n" + b"\r" * 30_000_000,
        b"From: a@x.example\r\nSubject: s\r\nContent-Type: text/plain; " + b"a*0*=b; " * 20_000 + b"\r\n\r\nx",
    ],
    ids=[
        "nested",
        "parts",
        "semicolons",
        "addresses",
        "comments",
        "encoded words",
        "references",
        "headers",
        "endless headers",
        "lines",
        "returns",
        "parameters",
    ],
)
def test_limits_hold(raw: bytes) -> None:
    started = time.process_time()
    parsed = mime.parse(raw)
    assert time.process_time() - started < 5
    assert parsed.senders == [("", "a@x.example")]
    assert parsed.subject.startswith("s")
    assert len(parsed.attachments) <= mime.MAX_PARTS + 1


@pytest.mark.parametrize(
    "raw",
    [nested(60), many(600), b"From: a@x.example\r\n\r\ndebut\r\n" + b"\n" * 2_000_000],
    ids=["nested", "parts", "lines"],
)
def test_beyond_the_limits_the_whole_message_can_still_be_had(raw: bytes) -> None:
    (whole,) = [part for part in mime.parse(raw).attachments if part.number == mime.WHOLE]
    assert whole.content == raw


FRAGMENTS = [
    b"From: ",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"--b\r\n",
    b"--b--\r\n",
    b"\r\n",
    b"=?utf-8?b?",
    b"?=",
]
FRAGMENTS += [
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Disposition: attachment; filename*=",
    b"a@b",
    b"<",
    b">",
    b'"',
    b"\0",
    b"\xff",
]
FRAGMENTS += [
    b"Content-Type: message/rfc822\r\n",
    b"Content-Type: message/partial\r\n",
    b"charset=",
    b"name*0*=utf-8''",
    b"To: ",
    b"(",
    b",",
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=6), max_size=30).map(b"".join))
def test_no_bytes_at_all_make_it_fail(raw: bytes) -> None:
    parsed = mime.parse(raw)
    assert "\0" not in parsed.subject + (parsed.text or "")


@given(st.text())
def test_what_is_shown_is_one_line_without_tricks(text: str) -> None:
    shown = mime_text.shown(text)
    assert not any(ord(char) < 0x20 or 0x202A <= ord(char) <= 0x202E or 0xD800 <= ord(char) < 0xE000 for char in shown)


def test_of_a_text_too_long_to_show_the_rest_can_still_be_had() -> None:
    raw = b"From: a@x.example\nSubject: s\n\n" + b"one more line\n" * (mime.MAX_TEXT // 10)
    parsed = mime.parse(raw)
    assert parsed.cut
    assert [part.content for part in parsed.attachments] == [raw]
    assert not mime.parse(raw[: mime.MAX_TEXT]).cut
