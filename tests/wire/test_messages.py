"""Messages of one defect each: a person sees who wrote what, and each file, as `messages/index.toml` lists them."""

import html
import re
import tomllib
from pathlib import Path

import pytest

from tests.house_fixture import House
from tests.wire.browsing import Person
from tests.wire.site import store

MESSAGES = Path(__file__).parents[1] / "messages"
INDEX = tomllib.loads((MESSAGES / "index.toml").read_text())
FOLDER = ("indesirables", "Junk")


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
