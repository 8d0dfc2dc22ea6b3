"""Search by Dovecot's index: everywhere at once, newest first, names of files too, nothing readable in an address."""

import html
import re
import shutil
import signal
from datetime import UTC, datetime

from medimail.engines import family
from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import letter, store, subject

FILE = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
BODY = (
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nCi-joint.\r\n--b\r\nContent-Type: application/pdf\r\n"
    'Content-Disposition: attachment; filename="radio-{word}.pdf"\r\n\r\nAAAA\r\n--b--'
)


def searched(person: Person, **asked: str) -> Page:
    path = f"/boites/{person.box}/recherche/"
    return person.post(person.get(path), path, asked)


def test_words_and_names_of_files_are_found_in_every_folder_newest_first(house: House) -> None:
    person, word = Person(house, house.accounts["doctor"]), subject().split()[1]
    mailbox = person.account.mailbox or ""
    old = letter("a@exemple.test", mailbox, "Premier", body=f"Résultat d’été {word}")
    with store(house, mailbox) as session:
        session.append("INBOX", letter("b@exemple.test", mailbox, "Second", FILE, BODY.format(word=word)), ())
        session.run(lambda client: client.append("Archive", old, msg_time=datetime(2024, 5, 1, tzinfo=UTC)))
    found = searched(person, q=word)
    assert 0 < found.text.index(">Second<") < found.text.index(">Premier<")
    assert f"<mark>{word}</mark>" in found.text
    assert word not in found.url
    again = person.get(found.url.removeprefix(house.url))  # « page précédente »
    assert ">Second<" in again.text
    accents = searched(person, q=f"l’ETE {word}").text
    assert ">Premier<" in accents
    assert ">Second<" not in accents
    assert ">Premier<" not in searched(person, q=word, since="2025-01-01").text


def test_the_address_of_a_search_says_nothing_to_another_person(house: House) -> None:
    person, other = Person(house, house.accounts["doctor"]), Person(house, house.accounts["med"])
    query = searched(person, q="Fabre").url.partition("?")[2]
    assert 'value="Fabre"' in person.get(f"/boites/{person.box}/recherche/?{query}").text
    assert "Fabre" not in other.get(f"/boites/{other.box}/recherche/?{query}").text
    assert other.get(f"/boites/{person.box}/recherche/?{query}").status == 404


def test_too_little_is_said_and_not_searched(house: House) -> None:
    person = Person(house, house.accounts["doctor"])
    refused = searched(person, q="ab")
    assert refused.status == 422
    assert "au moins trois lettres" in refused.text


def test_a_label_narrows_a_search(house: House) -> None:
    person, word = Person(house, house.accounts["doctor"]), subject().split()[1]
    mailbox = person.account.mailbox or ""
    with store(house, mailbox) as session:
        session.append("INBOX", letter("a@exemple.test", mailbox, f"Avec {word}"), ("$label1",))
        session.append("INBOX", letter("a@exemple.test", mailbox, f"Sans {word}"), ())
    found = searched(person, q=word, label="$label1").text
    assert "Avec <mark>" in found
    assert "Sans <mark>" not in found
    assert "Avec <mark>" not in searched(person, q=word, label="$label2").text
    assert searched(person, q=word, label="$label1 DELETED").status == 422
    assert f"Avec {word}" in html.unescape(searched(person, label="$label1").text)


def test_a_lost_index_is_made_again(house: House) -> None:
    person, word = Person(house, house.accounts["doctor"]), subject().split()[1]
    with store(house, person.account.mailbox or "") as session:
        session.append("INBOX", letter("a@exemple.test", person.account.mailbox or "", f"Perdu {word}"), ())
    assert "<mark>" in searched(person, q=word).text
    name, _, domain = (person.account.mailbox or "").partition("@")
    shutil.rmtree(house.home / "mail" / domain / name / "box" / "xapian-indexes")
    eventually(lambda: f"<mark>{word}</mark>" in searched(person, q=word).text)


def test_while_the_index_is_made_the_page_says_so_and_asks_again_by_itself(house: House) -> None:
    person, word = Person(house, house.accounts["doctor"]), subject().split()[1]
    # What other tests left is indexed first, and the program that does it runs.
    eventually(lambda: "La recherche se prépare" not in searched(person, q=word).text)
    stopped = [each for each in family.descendants(house.process.pid) if each.name == "indexer"]
    assert stopped
    for each in stopped:
        each.send(signal.SIGSTOP)
    try:
        with store(house, person.account.mailbox or "") as session:
            session.append("INBOX", letter("a@exemple.test", person.account.mailbox or "", f"Attendu {word}"), ())
        waiting = searched(person, q=word)
        assert "La recherche se prépare" in waiting.text
        assert word in waiting.field("q")
        again = re.findall(r'hx-get="([^"]*)" hx-trigger="load', waiting.text)
        assert word not in again[0]
    finally:
        for each in stopped:
            each.send(signal.SIGCONT)
    eventually(lambda: f"<mark>{word}</mark>" in person.get(html.unescape(again[0])).text)


def test_words_deep_in_a_text_are_shown_where_they_stand(house: House) -> None:
    person, other = Person(house, house.accounts["doctor"]), Person(house, house.accounts["med"])
    word, mailbox = subject().split()[1], person.account.mailbox or ""
    deep = "Première ligne <b>\r\n" * 40 + f"La glycémie de {word} est élevée."
    with store(house, mailbox) as session:
        uid = session.append("INBOX", letter("a@exemple.test", mailbox, "Profond", body=deep), ())
    found = searched(person, q=f"glycemie {word}")
    assert "<mark>" not in found.text
    asked = html.unescape(re.findall(r'hx-get="([^"]*/extraits/[^"]*)"', found.text)[0])
    shown = person.get(asked).text
    assert f'id="x-{person.box}-reception-{uid}"' in shown
    assert f"La <mark>glycémie</mark> de <mark>{word}</mark> est élevée" in shown
    assert "<b>" not in shown
    assert other.get(asked).status == 404
    assert person.get(asked.replace("?r=", "?r=x")).text == ""
