"""What we send: seven-bit, one header per header whatever was typed, and read back as it was written."""

import email
import email.policy
import io
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib import mime, mime_build, mime_text, pieces
from medimail.lib.mime_build import Draft, File
from medimail.lib.pieces import Stream

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def draft(**changes: object) -> Draft:
    values: dict[str, object] = {
        "message_id": "<1@medecin.oc.mssante.fr>",
        "sender": ("Amélie D'Étigny-Ñuñez", "amelie@medecin.oc.mssante.fr"),
        "to": ["b@x.fr"],
        "cc": [],
        "bcc": [],
        "subject": "Bonjour",
        "text": "Un texte.",
        "date": NOW,
        "files": [],
    }
    return Draft(**{**values, **changes})  # type: ignore[arg-type]


def build(draft: Draft) -> bytes:
    """The pieces end to end, each as long as it was announced."""
    whole = b""
    for piece in mime_build.build(draft):
        assert isinstance(piece, bytes | Stream)
        read = piece if isinstance(piece, bytes) else b"".join(piece.chunks())
        assert isinstance(piece, bytes) or len(read) == piece.size
        whole += read
    return whole


def attached(name: str, declared: str, content: bytes) -> File:
    return File(name, declared, pieces.encoded(io.BytesIO(content), len(content)))


def strict(raw: bytes) -> EmailMessage:
    """Read by the standard library's strict reader: another eye than ours."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.sampled_from(
    [
        "a\r\nBcc: evil@x.fr",
        "=?utf-8?q?=0ABcc:_evil?=",
        "😀" * 400,
        "é" * 2000,
        "x" * 1000,
        "\0\x0b",
        "  ",
        "D'Étigny-Ñuñez",
    ]
)


@given(subject=typed, name=typed, text=typed)
def test_whatever_is_typed_stays_where_it_was_typed(subject: str, name: str, text: str) -> None:
    sender = (name, "a@x.fr")
    sent = build(draft(subject=subject, sender=sender, text=text))
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    names = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert set(strict(sent).keys()) <= names
    read = mime.parse(sent)
    assert read.subject == mime_text.shown(subject)
    assert (read.text or "") == mime_text.clean_body(text).rstrip("\n")
    assert read.senders == [(mime_text.honest_name(mime_text.shown(name), "a@x.fr"), "a@x.fr")]
    assert strict(sent)["From"].addresses[0].addr_spec == "a@x.fr"


@given(typed, st.binary(max_size=2000), st.text(max_size=40))
def test_files_arrive_as_they_left(filename: str, content: bytes, declared: str) -> None:
    sent = build(draft(files=[attached(filename, declared, content), attached("b.txt", "text/plain", b"a\nb\r\nc")]))
    first, second = mime.parse(sent).attachments
    assert (first.content, second.content) == (content, b"a\nb\r\nc")
    assert first.filename == mime_build.filename(filename)
    assert "/" not in first.filename


def test_a_draft_forgets_no_unfinished_address() -> None:
    built = build(draft(to=["b@x.fr", "dr martin", "é\r\nBcc: x@y.fr"], cc=["a@b"]))
    read = mime.parse(built, typed=True)
    assert read.to == [("", "b@x.fr"), ("", "dr martin"), ("", "é Bcc: x@y.fr")]
    assert read.cc == [("", "a@b")]
    assert "Bcc" not in strict(built)


def test_threads_are_named_and_bounded() -> None:
    references = " ".join(f"<{number}@x.fr>" for number in range(100))
    read = mime.parse(build(draft(in_reply_to="<99@x.fr>", references=references + " \r\nX: y")))
    assert read.in_reply_to == "<99@x.fr>"
    kept = read.references.split()
    assert (kept[0], kept[-1], len(kept)) == ("<0@x.fr>", "<99@x.fr>", mime_build.MAX_REFERENCES)


@pytest.mark.parametrize("message_id", ["", "x", "<a b@x>", "<a@x>\r\nX: y", "<é@x>", "<a@x"])
def test_a_message_id_is_one(message_id: str) -> None:
    assert not mime_build.is_message_id(message_id)
    with pytest.raises(ValueError, match="message id"):
        build(draft(message_id=message_id))


@pytest.mark.parametrize("address", ["a@x.fr", "prenom.nom2@pharmacien.oc.mssante.fr", "o'neil@x.fr", "a+b@x-y.fr"])
def test_addresses(address: str) -> None:
    assert mime_build.is_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@x.fr", "a@x", "a b@x.fr", "a@x.fr\r\n", "a@x..fr", ".a@x.fr", "é@x.fr", "a@é.fr", "<a@x.fr>",
     "a@x.fr>", "a,b@x.fr", f"{'a' * 65}@x.fr", f"a@{'x.' * 130}fr", "a@x.fr\0", "a@[127.0.0.1]", '"a b"@x.fr'],
)  # fmt: skip
def test_not_addresses(address: str) -> None:
    assert not mime_build.is_address(address)


def test_five_hundred_recipients_fit() -> None:
    to = [f"prenom.nom{number}@pharmacien.oc.mssante.fr" for number in range(500)]
    assert [address for _, address in mime.parse(build(draft(to=to))).to] == to
