"""Lists of messages on the real store: filters, orders, acts on many and their way back, folders of one's own."""

import json
import re
from collections.abc import Iterator

import pytest

from medimail.lib.imap import Session
from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import letter, store, subject

PATIENT = "179031234567890@patient.mssante.fr"
LAB = "labo@biologie.oc.mssante.fr"


@pytest.fixture
def person(house: House) -> Person:
    return Person(house, house.accounts["med"])


@pytest.fixture
def session(house: House, person: Person) -> Iterator[Session]:
    with store(house, person.account.mailbox or "") as opened:
        yield opened


def lay(session: Session, sender: str, folder: str = "INBOX", flags: tuple[str, ...] = (), body: str = "Texte") -> str:
    title = subject()
    session.append(folder, letter(sender, session.mailbox, title, "", body), flags)
    return title


def words(page: Page) -> str:
    return page.text.replace("\N{NO-BREAK SPACE}", " ")


def titles(page: Page, *known: str) -> list[str]:
    """Those of the known subjects that the page lists, in its order."""
    return re.findall("|".join(re.escape(f'"what">{title}<') for title in known), page.text)


def listed(page: Page, *known: str) -> list[str]:
    return [found.removeprefix('"what">').removesuffix("<") for found in titles(page, *known)]


def act(person: Person, folder: str, uid: int, **typed: str) -> Page:
    page = person.folder(folder)
    return person.post(page, f"/boites/{person.box}/{folder}/agir/", {"uid": str(uid), **typed})


def undo(person: Person, page: Page) -> Page:
    """« Annuler », as a browser without scripts sends it."""
    found = re.search(r'<form method="post" action="([^"]+/agir/)">(.*?)</form>', page.text, re.DOTALL)
    assert found, page.text
    fields = dict(re.findall(r'name="(retour|uid)" value="([^"]*)"', found[2]))
    value = re.search(r'name="acte" value="([^"]*)"', found[2])
    assert value
    return person.post(page, found[1], fields | {"acte": value[1]})


def test_each_filter_shows_its_messages_and_no_other(person: Person, session: Session) -> None:
    read = lay(session, LAB, flags=("\\Seen",))
    followed = lay(session, LAB, flags=("\\Flagged", "\\Seen"))
    labelled = lay(session, LAB, flags=("$label1", "\\Seen"))
    patient = lay(session, PATIENT, flags=("\\Seen",))
    new = lay(session, f"Patient <{LAB}>")
    all_of_them = (read, followed, labelled, patient, new)
    found = {
        words: listed(person.get(f"/boites/{person.box}/reception/?filtre={words}"), *all_of_them)
        for words in ("", "non-lus", "suivis", "etiquette-1", "patients", "professionnels")
    }
    assert found == {
        "": [new, patient, labelled, followed, read],
        "non-lus": [new],
        "suivis": [followed],
        "etiquette-1": [labelled],
        "patients": [patient],
        "professionnels": [new, labelled, followed, read],
    }


def test_by_size_the_heaviest_comes_first(person: Person, session: Session) -> None:
    heavy = lay(session, LAB, body="Lourd " * 5_000)
    light = lay(session, LAB)
    assert listed(person.folder("reception"), heavy, light) == [light, heavy]
    assert listed(person.get(f"/boites/{person.box}/reception/?tri=taille"), heavy, light) == [heavy, light]


def test_pages_of_a_filter_follow_each_other(person: Person, session: Session) -> None:
    known = [lay(session, PATIENT, "Junk", ("\\Flagged",)) for _ in range(60)]
    for words in ("suivis", "patients"):
        first = person.get(f"/boites/{person.box}/indesirables/?filtre={words}")
        older = re.search(r'href="([^"]*avant=[^"]*)"', first.text)
        assert older
        second = person.get(older[1].replace("&amp;", "&"))
        assert listed(first, *known) + listed(second, *known) == known[::-1]


def test_what_was_moved_comes_back(person: Person, session: Session) -> None:
    title = lay(session, LAB)
    moved = act(person, "reception", person.uid_of("reception", title), acte="move:archives")
    assert "Message rangé dans « Archives »" in words(moved)
    assert (person.uid_of("reception", title), bool(person.uid_of("archives", title))) == (0, True)
    undo(person, moved)
    assert (bool(person.uid_of("reception", title)), person.uid_of("archives", title)) == (True, 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"acte": "seen"}, "non-lus"), ({"acte": "flag"}, "suivis"), ({"acte": "label:$label2"}, "etiquette-2")],
)
def test_a_mark_is_set_and_taken_back(person: Person, session: Session, typed: dict[str, str], words: str) -> None:
    title = lay(session, LAB)
    address = f"/boites/{person.box}/reception/?filtre={words}"
    before = listed(person.get(address), title)
    done = act(person, "reception", person.uid_of("reception", title), **typed)
    assert listed(person.get(address), title) == ([] if before else [title])
    undo(person, done)
    assert listed(person.get(address), title) == before


def test_an_act_on_a_message_that_is_gone_says_so(person: Person) -> None:
    assert "ne sont plus dans ce dossier" in act(person, "reception", 4_000_000_000, acte="move:archives").text


def test_what_is_not_an_act_does_nothing(person: Person, session: Session) -> None:
    title = lay(session, LAB)
    uid = person.uid_of("reception", title)
    for typed in ({"acte": "boum"}, {"acte": "move"}, {"acte": "move:ailleurs"}, {"acte": "label:\\Deleted"}):
        assert act(person, "reception", uid, **typed).status == 404, typed
    assert "Choisissez d’abord" in act(person, "reception", 0, acte="seen").text
    assert person.uid_of("reception", title) == uid


def test_only_the_bin_forgets_and_asks_first(person: Person, session: Session) -> None:
    title = lay(session, LAB, "Trash")
    uid = person.uid_of("corbeille", title)
    asked = act(person, "corbeille", uid, acte="remove")
    assert "Supprimer définitivement ?" in words(asked)
    assert person.uid_of("corbeille", title) == uid
    person.post(asked, f"/boites/{person.box}/corbeille/agir/", {"uid": str(uid), "acte": "remove", "oui": "1"})
    assert person.uid_of("corbeille", title) == 0
    kept = lay(session, LAB)
    assert act(person, "reception", person.uid_of("reception", kept), acte="remove", oui="1").status == 404
    emptied = person.post(person.folder("reception"), f"/boites/{person.box}/reception/vider/", {"oui": "1"})
    assert (emptied.status, bool(person.uid_of("reception", kept))) == (404, True)


def made(person: Person, name: str, inside: str = "") -> str:
    """The address of a new folder."""
    page = person.get(f"/boites/{person.box}/dossiers/")
    told = person.post(page, f"/boites/{person.box}/dossiers/", {"name": name, "inside": inside})
    assert "Le dossier est créé." in told.text, told.text
    found = re.findall(rf'/boites/\d+/([0-9a-f]{{32}})/">{re.escape(name)}<', told.text)
    assert found, told.text
    return str(found[-1])


def test_a_folder_lives_under_any_name_and_no_address_tells_it(person: Person, session: Session) -> None:
    name = f"Suivi — D’Étigny « été » {subject()[-6:]}"
    slug = made(person, name)
    inside = made(person, "Analyses", slug)
    title = lay(session, LAB)
    act(person, "reception", person.uid_of("reception", title), acte="move", vers=inside)
    assert person.uid_of(inside, title)
    page = person.get(f"/boites/{person.box}/dossiers/{slug}/")
    person.post(page, f"/boites/{person.box}/dossiers/{slug}/", {"name": f"{name} bis", "inside": ""})
    assert person.uid_of(inside, title), "its address stays when the folder above changes its name"
    counts = json.loads(person.get(f"/boites/{person.box}/compteurs/").text)
    assert counts[inside] == 1
    told = person.post(page, f"/boites/{person.box}/dossiers/{slug}/supprimer/", {})
    assert "dans la corbeille" in told.text
    assert person.uid_of("corbeille", title)
    assert person.folder(inside).status == 404


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Donnez un nom"),
        ("a/b", "un signe qui ne peut pas servir"),
        ("x" * 61, "trop long"),
        ("Archive", "porte déjà ce nom"),
        ("inbox", "porte déjà ce nom"),
        ("a\r\nb DELETE INBOX\x07", "un signe qui ne peut pas servir"),
    ],
)
def test_a_name_that_cannot_be_says_why(person: Person, name: str, sentence: str) -> None:
    page = person.get(f"/boites/{person.box}/dossiers/")
    assert sentence in person.post(page, f"/boites/{person.box}/dossiers/", {"name": name}).text


def test_a_folder_of_every_box_is_protected(person: Person) -> None:
    page = person.get(f"/boites/{person.box}/dossiers/")
    for path in ("dossiers/reception/", "dossiers/envoyes/supprimer/", "dossiers/corbeille/"):
        assert person.post(page, f"/boites/{person.box}/{path}", {"name": "Autre"}).status == 404, path


def test_all_inboxes_are_one_list(person: Person, session: Session) -> None:
    title = lay(session, LAB)
    page = person.get("/boites/toutes/")
    assert listed(page, title) == [title]
    assert f"/boites/{person.box}/reception/" in page.text
    assert json.loads(person.get("/boites/non-lus/").text)[str(person.box)] > 0


def test_a_message_of_ones_own_folder_is_answered_and_forwarded(house: House, person: Person, session: Session) -> None:
    slug, to = made(person, f"Dossier {subject()[-6:]}"), house.accounts["doctor"].mailbox or ""
    title = lay(session, LAB)
    act(person, "reception", person.uid_of("reception", title), acte="move", vers=slug)
    uid = person.uid_of(slug, title)
    answer = person.composer(f"?repondre={slug}:{uid}")
    assert (answer.status, title in answer.text) == (200, True)
    typed = {"to": to, "text": "Oui", "act": "envoyer"}
    assert person.send(answer, typed | {"subject": f"Re : {title}"}).status == 200
    eventually(lambda: "Répondu." in person.folder(slug).text)
    forward = person.composer(f"?transferer={slug}:{uid}")
    assert (forward.status, title in forward.text) == (200, True)
    assert person.send(forward, typed | {"subject": f"Tr : {title}"}).status == 200
    assert person.composer(f"?repondre={'a' * 32}:{uid}").status == 404


def test_the_box_is_weighed_by_itself(person: Person) -> None:
    eventually(lambda: "% de la place utilisée." in person.folder("archives").text)
