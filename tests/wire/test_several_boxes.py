"""Two boxes of one person, each a store of its own: lists and searches of both, also while one of them is broken."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.house_fixture import House
from tests.wire.browsing import Page, Person
from tests.wire.site import inside, letter, store, subject

_SECOND = """
from medimail.mailboxes.models import Mailbox
first = Mailbox.objects.get(address={first!r})
made = Mailbox.objects.create(kind="MED", address={address!r}, domain=first.domain, display_name="Autre",
    holder=first.holder, quota_bytes=10**9)
print(made.pk)
"""


@pytest.fixture
def person(house: House) -> Person:
    return Person(house, house.accounts["pharmacist"])


@pytest.fixture
def second(house: House, person: Person) -> Iterator[str]:
    """Another box of the same person, with a store of its own."""
    first = person.account.mailbox or ""
    address = f"autre-{subject().split()[1]}.{first}"
    number = inside(house, _SECOND.format(first=first, address=address)).strip()
    yield address
    closed = "from medimail.mailboxes.models import Mailbox\nMailbox.objects.filter(pk={}).update(state='closed')"
    inside(house, closed.format(number))


def folder_of(house: House, address: str) -> Path:
    name, _, domain = address.partition("@")
    return house.home / "mail" / domain / name


@contextmanager
def broken(house: House, address: str) -> Iterator[None]:
    """A file stands where the store of this box should be."""
    there = folder_of(house, address)
    aside = there.with_name(f"{there.name}-aside")
    there.rename(aside)
    there.write_text("")
    try:
        yield
    finally:
        there.unlink()
        aside.rename(there)


def put(house: House, address: str, title: str, body: str = "Bonjour", *, later: int = 0) -> None:
    """`later`: in minutes after the first."""
    raw = letter("a@exemple.test", address, title, body=body)
    moment = datetime.now(UTC) - timedelta(days=1) + timedelta(minutes=later)
    with store(house, address) as session:
        session.run(lambda client: client.append("INBOX", raw, msg_time=moment))


def searched(person: Person, **asked: str) -> Page:
    return person.post(person.get("/boites/recherche/"), "/boites/recherche/", asked)


def test_one_search_finds_in_both_newest_first_and_names_the_box(house: House, person: Person, second: str) -> None:
    first, word = person.account.mailbox or "", subject().split()[1]
    put(house, first, f"Un {word}")
    put(house, second, f"Deux {word}", later=1)
    put(house, first, f"Trois {word}", later=2)
    page = searched(person, q=word)
    places = [page.text.index(f">{title} <mark>{word}") for title in ("Trois", "Deux", "Un")]
    assert places == sorted(places)
    assert word not in page.url
    assert [page.text.count(f'<span class="tag">{box}</span>') for box in (first, second)] == [2, 1]
    assert f">Deux <mark>{word}" in person.get(page.url.removeprefix(house.url)).text  # « page précédente »


def test_pages_of_results_show_each_message_once(house: House, person: Person, second: str) -> None:
    first, word = person.account.mailbox or "", subject().split()[1]
    titles = {f"N{number:02}" for number in range(70)}
    for number, title in enumerate(sorted(titles)):
        put(house, second if number % 7 == 0 else first, f"{title} {word}", later=number)
    page, shown = searched(person, q=word), list[str]()
    while True:
        shown += re.findall(rf">(N\d\d) <mark>{word}", page.text)
        older = re.search(r'id="older"><a class="button" href="([^"]+)"', page.text)
        if not older:
            break
        page = person.get(html.unescape(older[1]))
    assert len(shown) == 70
    assert set(shown) == titles
    assert shown[:50] == sorted(titles, reverse=True)[:50]


def test_a_broken_box_costs_its_own_line_only(house: House, person: Person, second: str) -> None:
    word = subject().split()[1]
    now = 24 * 60  # the newest of both boxes, whatever other tests have put there
    put(house, second, f"Perdu {word}", later=now)
    put(house, person.account.mailbox or "", f"Reste {word}", later=now)
    with broken(house, second):  # before anything keeps a connection to it warm
        listed, found = person.get("/boites/toutes/"), searched(person, q=word)
    for page in (listed, found):
        assert page.status == 200
        assert f"Reste {word}" in re.sub("</?mark>", "", page.text)
        assert "ne répond pas" in page.text
        assert f"Perdu {word}" not in re.sub("</?mark>", "", page.text)
    assert f"Perdu {word}" in person.get("/boites/toutes/").text


def test_words_deep_in_a_text_are_shown_from_the_box_they_are_in(house: House, person: Person, second: str) -> None:
    word = subject().split()[1]
    put(house, second, "Profond", body="Première ligne\r\n" * 40 + f"La glycémie de {word} est élevée.")
    page = searched(person, q=word)
    asked = re.findall(r'hx-get="([^"]*/extraits/[^"]*)"', page.text)
    assert len(asked) == 1
    assert f"La glycémie de <mark>{word}</mark>" in person.get(html.unescape(asked[0])).text
