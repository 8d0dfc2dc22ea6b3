"""Messages of one defect each: a person sees who wrote what, and each file, as `messages/index.toml` lists them."""

import base64
import html
import io
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.house_fixture import House
from tests.wire.browsing import Person
from tests.wire.site import store

MESSAGES = Path(__file__).parents[1] / "messages"
INDEX = tomllib.loads((MESSAGES / "index.toml").read_text())
FOLDER = ("indesirables", "Junk")
BIG = bytes(range(256)) * 8192  # four pieces


@pytest.fixture(scope="module")
def reader(house: House) -> Person:
    return Person(house, house.accounts["pharmacist"])


@pytest.fixture(scope="module")
def uids(house: House, reader: Person) -> dict[str, int]:
    assert reader.account.mailbox
    with store(house, reader.account.mailbox) as session:
        return {name: session.append(FOLDER[1], eml(name), ()) for name in INDEX}


def eml(name: str) -> bytes:
    return (MESSAGES / "eml" / f"{name}.eml").read_bytes()


def plain(page: str) -> str:
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.replace("<wbr>", ""), flags=re.DOTALL)
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())


def found(pattern: str, page: str) -> list[str]:
    return [plain(text) for text in re.findall(pattern, page, re.DOTALL)]


@pytest.mark.parametrize("name", INDEX)
def test_the_message_is_read_as_its_index_says(reader: Person, uids: dict[str, int], name: str) -> None:
    known = INDEX[name]
    path = f"/boites/{reader.box}/{FOLDER[0]}/{uids[name]}/"
    page = reader.get(path)
    assert page.status == 200
    reading = page.text.partition('<section id="reading"')[2]
    assert found(r'<h2 id="subject"[^>]*>(.*?)</h2>', reading) == [known["subject"]]
    assert found(r'class="row wrap spread first"><strong>(.*?)</strong>', reading) == [known["sender"]]
    assert found(r'class="file"[^>]*>.*?<strong>(.*?)</strong>', reading) == known["files"]
    framed = re.search(r'<iframe[^>]*src="([^"]*)"', reading)
    assert bool(framed) == known.get("page", False)
    said = reader.get(html.unescape(framed[1])).text if framed else reading
    assert known["text"] in plain(said)


def test_there_is_an_entry_for_each_file() -> None:
    assert {path.stem for path in (MESSAGES / "eml").glob("*.eml")} == set(INDEX)
    assert len(INDEX) >= 60


PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
BOTH = (
    b"From: a@b.example\r\nSubject: deux\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b'--b\r\nContent-Type: application/octet-stream; name="gros.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(BIG).replace(b"\n", b"\r\n")
    + b'--b\r\nContent-Type: image/png; name="radio.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(PNG).replace(b"\n", b"\r\n")
    + b'\r\n--b\r\nContent-Type: image/png; name="faux.png"\r\n\r\n<svg onload="x()">\r\n--b--\r\n'
)


def test_files_arrive_as_they_were_sent(house: House, reader: Person) -> None:
    assert reader.account.mailbox
    with store(house, reader.account.mailbox) as session:
        uid = session.append(FOLDER[1], BOTH, ())
    path = f"/boites/{reader.box}/{FOLDER[0]}/{uid}/pieces/"
    assert reader.download(f"{path}1/") == BIG
    assert reader.download(f"{path}2/image/") == PNG
    assert reader.get(f"{path}3/image/").status == 404
    assert reader.get(f"{path}4/").status == 404
    assert reader.download(f"{path}0/") == BOTH
    with zipfile.ZipFile(io.BytesIO(reader.download(f"{path}toutes/"))) as archive:
        assert archive.namelist() == ["gros.bin", "radio.png", "faux.png"]
        assert archive.read("gros.bin") == BIG


def test_an_attached_message_is_read_in_its_place(reader: Person, uids: dict[str, int]) -> None:
    path = f"/boites/{reader.box}/{FOLDER[0]}/{uids['attached-message']}/"
    inner = plain(reader.get(f"{path}?dans=2").text)
    assert "Paul Martin" in inner
    assert "Texte joint" in inner
    assert reader.get(f"{path}?dans=1").status == 404
    assert b"Texte joint" in reader.download(f"{path}pieces/0/?dans=2")
    assert "Subject: attached-message" in reader.get(f"{path}source/").text
    assert "Voir le fichier" in reader.get(f"{path}imprimer/").text
