"""Whatever is typed, in any order: who is found, in which order, page after page."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from medimail.directory.actions import import_files
from medimail.directory.models import Entry
from medimail.directory.search.engine import search, suggest
from medimail.directory.search.question import MOST, PAGE, Answer, Question, Viewer
from medimail.lib.person_names import plain
from tests.directory.files import activities, activity, box, mailboxes, number, skill, skills

pytestmark = pytest.mark.django_db
NOBODY = Viewer(user_id=0)
DOCTOR, KINE, NURSE, TWIN, NOBOX = (number() for _ in range(5))


@pytest.fixture(autouse=True)
def known(db: None, tmp_path: Path) -> None:
    """A few professionals of Occitanie and Paris, as the national files tell of them."""

    def at(rpps: str, profession: str, last: str, first: str, place: str) -> dict[str, str]:
        postcode, town = place.split(" ", 1)
        return activity(rpps, last=last, first=first, town=town, site=f"CABINET {last}") | {
            "Code profession": profession,
            "Code postal (coord. structure)": postcode,
        }

    def of(address: str, rpps: str, profession: str, last: str, first: str) -> dict[str, str]:
        return box(address, rpps, last=last, first=first) | {"Code Profession": profession}

    import_files(
        [
            activities(
                tmp_path,
                at(DOCTOR, "10", "LE GOFF-NÚÑEZ", "Anaïs", "31000 TOULOUSE"),
                at(KINE, "70", "D'ŒUVRE", "Jean-Loup", "81000 ALBI"),
                at(NURSE, "60", "MARTIN", "Jeanne", "81000 ALBI"),
                at(TWIN, "60", "MARTIN", "Jeanne", "75012 PARIS"),
                at(NOBOX, "60", "SANSBOITE", "Zoé", "81000 ALBI"),
            ),
            mailboxes(
                tmp_path,
                of("anais.legoff@medecin.mssante.fr", DOCTOR, "10", "LE GOFF-NÚÑEZ", "Anaïs"),
                of("jl.doeuvre@kine.mssante.fr", KINE, "70", "D'ŒUVRE", "Jean-Loup"),
                of("jeanne.martin@infirmier.mssante.fr", NURSE, "60", "MARTIN", "Jeanne"),
                of("jeanne.martin2@infirmier.mssante.fr", TWIN, "60", "MARTIN", "Jeanne"),
                box(
                    "urgences@ch-albi.mssante.fr",
                    company="CENTRE HOSPITALIER",
                    service="Urgences",
                    routing="81000 ALBI",
                )
                | {"Code postal structure BAL": "81000"},
            ),
            skills(tmp_path, skill(DOCTOR, "SM04", "Cardiologie et maladies vasculaires")),
        ]
    )


def found(text: str = "", viewer: Viewer = NOBODY, **filters: object) -> list[str]:
    answer = search(Question(text, **filters), viewer)  # type: ignore[arg-type]
    return [entry.address or entry.national_id for entry in answer.found]


ANAIS, LOUP, JEANNE, JEANNE2, URGENCES = (
    "anais.legoff@medecin.mssante.fr",
    "jl.doeuvre@kine.mssante.fr",
    "jeanne.martin@infirmier.mssante.fr",
    "jeanne.martin2@infirmier.mssante.fr",
    "urgences@ch-albi.mssante.fr",
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        *((text, ANAIS) for text in ("anais le goff", "Le Goff Anaïs", "NUNEZ toulouse", "goff núñez")),
        *((text, ANAIS) for text in ("le-goff nunez", "anaïs 31", "cardio toulouse", "haute garonne medecin")),
        *((text, ANAIS) for text in ("docteur goff", "médecin toulouse 31000", "ana goff tou")),
        *((text, LOUP) for text in ("d'œuvre", "D’OEUVRE", "doeuvre jl", "jean loup", "kiné albi", "albi kine tarn")),
        *((text, LOUP) for text in ("masseur kinésithérapeute albi", "oeuvre")),
        *(
            (text, JEANNE)
            for text in ("infirmière albi", "ide 81", "martin albi", "albi martin jeanne", "infirmier tarn")
        ),
        *((text, URGENCES) for text in ("urgences albi", "centre hospitalier", "ch-albi", "hosp urg")),
        *((text, ANAIS) for text in (DOCTOR, f"{DOCTOR[:4]} {DOCTOR[4:8]} {DOCTOR[8:]}")),
        *((text, ANAIS) for text in (ANAIS, ANAIS.upper(), "anais.legoff@", "anais.legoff@medecin", "anais.legoff@\0")),
    ],
)
def test_who_is_meant_is_found(typed: str, wanted: str) -> None:
    assert wanted in found(typed)


@pytest.mark.parametrize("typed", ["zzzz", "martin toulouse", "anais albi", "kine paris", "10 99999999999", "@"])
def test_who_is_not_meant_is_not_found(typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("toulose", ANAIS),
        ("toullouse", ANAIS),
        ("tuolouse", ANAIS),
        ("toulouze goff", ANAIS),
        ("anias toulouse", ANAIS),
        ("matrin albi", JEANNE),
        ("martn albi", JEANNE),
        ("urgnces", URGENCES),
    ],
)
def test_a_typing_mistake_is_understood_and_said(typed: str, wanted: str) -> None:
    answer = search(Question(typed), NOBODY)
    assert wanted in [entry.address for entry in answer.found]
    assert answer.read_as


def test_homonyms_are_told_apart_by_town() -> None:
    assert found("jeanne martin") == [JEANNE, JEANNE2]
    assert (found("jeanne martin albi"), found("martin paris jeanne")) == ([JEANNE], [JEANNE2])


def martins_of_toulouse() -> None:
    """Of these only the last bears the whole word as a last name; the alphabet would put him last."""
    shown = {"origin": "national", "kind": "PER", "since": date(2026, 11, 23), "in_mssante": True}
    for last, first in (("BERGER", "Martine"), ("MARTINEAU", "Alice"), ("ALLARD", "Martin"), ("MARTIN", "Zoé")):
        key = plain(f"{last} {first}")
        words = f"{key} medecin toulouse {' '.join(f'={word}' for word in key.split())} #p10 #d31 #kPER #bs"
        Entry.objects.create(address=f"{last}@a.fr", last_name=last, name_key=key, words=words, **shown)


@pytest.mark.parametrize("typed", ["martin toulouse", "toulouse martin", "médecin martin", "martin"])
@pytest.mark.parametrize("filters", [{}, {"department": "31"}])
def test_who_bears_the_very_name_comes_first(typed: str, filters: dict[str, str]) -> None:
    martins_of_toulouse()
    listed = [address for address in found(typed, **filters) if address.endswith("@a.fr")]
    assert listed[0] == "MARTIN@a.fr"
    assert sorted(listed) == ["ALLARD@a.fr", "BERGER@a.fr", "MARTIN@a.fr", "MARTINEAU@a.fr"]


def test_filters_narrow() -> None:
    assert found(department="75") == [JEANNE2]
    assert set(found(profession="60")) == {JEANNE, JEANNE2}
    assert found("albi", profession="70") == [LOUP]
    assert found("albi", kind="ORG") == [URGENCES]
    assert found(speciality="SM04") == [ANAIS]
    assert len(found(book="mssante")) == 5
    assert found(book="medimail") == []
    assert found("zoe", without_address=True) == [NOBOX]
    assert found("zoe") == []
    assert found() == []


def test_suggestions_begin_at_two_letters() -> None:
    assert [entry.address for entry in suggest("go", NOBODY)] == [ANAIS]
    assert suggest("g", NOBODY) == []
    assert [entry.called for entry in suggest("jeanne", NOBODY, most=1)] == ["Jeanne"]  # of two, either
    assert suggest("zoe", NOBODY) == []


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "'",
            '"',
            "';DROP TABLE directory_entry;--",
            "' OR 1=1 --",
            "%",
            "_",
            "\\",
            "%%%",
            "a%",
            "m_rtin",
            "{}",
            "%s",
        ),
        *("\0", "mar\0tin", "😀", "👩‍⚕️ médecin", "\u202e", "é" * 10_000, "a " * 5_000, "@" * 500, "a@" + "b" * 10_000),
        *("#kPER", "=martin", "#bs", "\ud800", "1" * 5_000, "٣٣٣", "²", "ß", "İ", "ﬁ"),
    ],
)
def test_nothing_typed_breaks_or_opens_the_search(typed: str) -> None:
    kept = Entry.objects.count()
    assert len(found(typed)) <= 5
    suggest(typed, NOBODY)
    for sign in ("%", "_", "\\", "'"):
        assert found(sign) == []
    assert Entry.objects.count() == kept


@pytest.mark.parametrize(
    "typed",
    ["%@", "\0@", "\ud800@", "_nais.legoff@", "anais%@", "\\@", "' OR '1'='1@"],
)
def test_signs_of_patterns_are_only_signs(typed: str) -> None:
    assert found(typed) == []


Pages = Callable[[Question], Iterable[Answer]]


def pages(question: Question, viewer: Viewer = NOBODY) -> list[Answer]:
    answers = [search(question, viewer)]
    while answers[-1].next:
        answers.append(search(Question(question.text, after=answers[-1].next), viewer))
    return answers


def nurse(serial: int, name: str) -> Entry:
    key = f"{name.lower().replace('-', ' ')} {serial % 7}"
    words = f"{key} rodez {' '.join(f'={word}' for word in key.split())} #kPER #bs"
    shown = {"origin": "national", "kind": "PER", "since": date(2026, 11, 23), "in_mssante": True}
    return Entry(address=f"crowd{serial}@a.fr", last_name=name, name_key=key, words=words, **shown)


@pytest.fixture
def crowd(known: None, tmp_path: Path) -> Callable[[int], None]:
    """Many nurses of Rodez, whose names hold the word in every way."""

    def come(size: int) -> None:
        names = ("RODEZ", "A-RODEZ", "RODEZIEN", "MARTIN")
        Entry.objects.bulk_create(nurse(serial, names[serial % 4]) for serial in range(size))

    return come


@pytest.mark.parametrize("size", [1, PAGE, PAGE + 1, 95, MOST])
def test_the_pages_together_hold_each_result_once_and_in_order(crowd: Callable[[int], None], size: int) -> None:
    crowd(size)
    answers = pages(Question("rodez"))
    seen = [entry.pk for answer in answers for entry in answer.found]
    assert len(seen) == len(set(seen)) == size
    assert [len(answer.found) for answer in answers[:-1]] == [PAGE] * (len(answers) - 1)
    assert not any(answer.many for answer in answers)
    begun = [entry.name_key.startswith("rodez") for answer in answers for entry in answer.found]
    assert begun == sorted(begun, reverse=True)


def test_nothing_is_reached_beyond_the_most(crowd: Callable[[int], None]) -> None:
    crowd(MOST + 150)
    answers = pages(Question("rodez"))
    assert sum(len(answer.found) for answer in answers) == MOST
    assert all(answer.many for answer in answers)


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "0",
        "0.",
        "0.1",
        "-1.2.a",
        "9.9.z",
        "0.99999999999999999999.a",
        "0.1.\0",
        "²." * 3,
        "0.1.a' OR 1=1",
        "a" * 9_000,
    ],
)
def test_a_tampered_key_does_not_break(crowd: Callable[[int], None], key: str) -> None:
    crowd(30)
    everyone = {entry.pk for answer in pages(Question("rodez")) for entry in answer.found}
    assert {entry.pk for entry in search(Question("rodez", after=key), NOBODY).found} <= everyone


def test_a_search_costs_one_query(django_assert_max_num_queries: Callable[[int], object]) -> None:
    with django_assert_max_num_queries(1):  # type: ignore[attr-defined]
        assert found("martin")
    assert connection.vendor == "postgresql"
