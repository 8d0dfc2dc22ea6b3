"""Which entries the lines of the national files make, and what becomes of them when lines come and go."""

from pathlib import Path

import pytest

from medimail.directory.actions import import_files, show
from medimail.directory.models import Activity, Entry, ListedBox
from medimail.directory.search.engine import search
from medimail.directory.search.question import Question, Viewer
from tests.directory.content import content, empty
from tests.directory.files import NEXT_DAY, activities, activity, box, mailboxes, number, skill, skills
from tests.publication.boxes import listing

ANNE, BRUNO, CLAIRE = number(), number(), number()


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """An import commits."""


def taken(*places: str) -> None:
    for report in import_files(places, accept_shrink=True):
        assert (report.state, report.problem) == ("done", "")


def addresses_of(rpps: str) -> list[str]:
    return list(Entry.objects.filter(national_id=rpps).order_by("address").values_list("address", flat=True))


def test_a_person_without_address_appears_and_disappears_as_boxes_come_and_go(tmp_path: Path) -> None:
    people = activities(tmp_path, activity(ANNE), activity(BRUNO))
    taken(people, mailboxes(tmp_path, box("bruno@a.fr", BRUNO)))
    assert (addresses_of(ANNE), addresses_of(BRUNO)) == ([""], ["bruno@a.fr"])
    taken(mailboxes(tmp_path, box("anne@a.fr", ANNE), date=NEXT_DAY))
    assert (addresses_of(ANNE), addresses_of(BRUNO)) == (["anne@a.fr"], [""])
    taken(mailboxes(tmp_path, box("anne@a.fr", ANNE), box("anne@b.fr", ANNE), date=NEXT_DAY))
    assert (addresses_of(ANNE), addresses_of(BRUNO)) == (["anne@a.fr", "anne@b.fr"], [""])
    taken(activities(tmp_path, activity(ANNE), date=NEXT_DAY))
    assert addresses_of(BRUNO) == []


def test_our_own_box_wins_over_the_line_of_its_address(tmp_path: Path) -> None:
    ours = listing(address="anne@medimail.fr", national_id=ANNE, last_name="Ours")
    people, line = activities(tmp_path, activity(ANNE)), box("anne@medimail.fr", ANNE, last="THEIRS")
    line |= {"Civilité d'exercice": "DR"}
    taken(people, mailboxes(tmp_path, line))
    show(ours)
    assert (Entry.objects.get().last_name, Entry.objects.get().title) == ("Ours", "")
    taken(mailboxes(tmp_path, line | {"Prénom d'exercice": "Changed"}, date=NEXT_DAY))
    assert Entry.objects.get().last_name == "Ours"
    taken(mailboxes(tmp_path, box("other@a.fr", BRUNO), date=NEXT_DAY))
    assert (Entry.objects.get(origin="own").last_name, addresses_of(ANNE)) == ("Ours", ["anne@medimail.fr"])


def test_the_box_of_a_program_is_proposed_to_nobody(tmp_path: Path) -> None:
    """As ours are: the national file has none today, though its format knows them."""
    taken(mailboxes(tmp_path, box("robot@a.fr", kind="APP"), box("team@a.fr")))
    assert [entry.address for entry in search(Question("clinique"), Viewer(1)).found] == ["team@a.fr"]


def test_an_address_of_two_people_follows_both(tmp_path: Path) -> None:
    """The words of the entry are made of both, whichever of them changed."""
    two = [box("cabinet@a.fr", ANNE, last="ANNE"), box("cabinet@a.fr", BRUNO, last="BRUNO")]
    for moved in (ANNE, BRUNO):
        empty()
        Activity.objects.all().delete()
        taken(mailboxes(tmp_path, *two), activities(tmp_path, *(activity(one, town="Albi") for one in (ANNE, BRUNO))))
        towns = {ANNE: "Albi", BRUNO: "Albi", moved: "Rodez"}
        later = activities(tmp_path, *(activity(one, town=town) for one, town in towns.items()), date=NEXT_DAY)
        taken(later)
        after = content()
        empty()
        taken(mailboxes(tmp_path, *two), later)
        assert content() == after


def test_an_address_that_changes_hands_changes_its_entry(tmp_path: Path) -> None:
    people = activities(tmp_path, activity(ANNE, first="Anne"), activity(BRUNO, first="Bruno"))
    taken(people, mailboxes(tmp_path, box("garde@a.fr", ANNE)))
    pk = Entry.objects.get(address="garde@a.fr").pk
    taken(mailboxes(tmp_path, box("garde@a.fr", BRUNO), date=NEXT_DAY))
    moved = Entry.objects.get(address="garde@a.fr")
    assert (moved.pk, moved.national_id, addresses_of(ANNE)) == (pk, BRUNO, [""])


def test_a_speciality_of_the_skills_file_is_a_word_of_the_entry(tmp_path: Path) -> None:
    boxes = mailboxes(tmp_path, box("anne@a.fr", ANNE), box("bruno@a.fr", BRUNO))
    taken(boxes, activities(tmp_path, activity(ANNE), activity(BRUNO)))
    taken(skills(tmp_path, skill(ANNE, "SM04", "Cardiologie"), skill(BRUNO, "SM15", "Dermatologie")))
    words = Entry.objects.get(address="anne@a.fr").words.split()
    assert {"cardiologie", "#sSM04"} <= set(words)
    taken(skills(tmp_path, skill(BRUNO, "SM15", "Dermatologie"), date=NEXT_DAY))
    assert "cardiologie" not in Entry.objects.get(address="anne@a.fr").words


def test_the_same_line_twice_is_one_line(tmp_path: Path) -> None:
    line = box("anne@a.fr", ANNE)
    (report,) = import_files([mailboxes(tmp_path, line, line, box("bruno@a.fr", BRUNO))])
    assert (report.lines, report.added, ListedBox.objects.count()) == (3, 2, 2)


def test_an_address_on_several_lines_is_one_entry(tmp_path: Path) -> None:
    taken(
        mailboxes(
            tmp_path,
            box("anne@a.fr", ANNE, company="CLINIQUE", routing="81000 ALBI"),
            box("ANNE@a.fr", ANNE, company="HOPITAL", routing="12000 RODEZ"),
        )
    )
    entry = Entry.objects.get()
    assert {"albi", "rodez", "clinique", "hopital"} <= set(entry.words.split())
    assert ListedBox.objects.count() == 2


def test_odd_characters_survive(tmp_path: Path) -> None:
    name = 'LE "BRAS" \\N D’ŒUVRE-ÇA\tÀ'
    taken(mailboxes(tmp_path, box("anne@a.fr", ANNE, last=name, first="Zoë\\.", company="\\N")))
    line = ListedBox.objects.get()
    assert (line.last_name, line.first_name, line.company_name) == (name.replace("\t", " "), "Zoë\\.", "\\N")
    assert Entry.objects.get().last_name == line.last_name


def test_a_box_of_a_structure_is_called_by_its_service_too(tmp_path: Path) -> None:
    taken(mailboxes(tmp_path, box("urgences@ch.fr", company="CH D'ALBI", service="Urgences")))
    assert Entry.objects.get().last_name == "CH D'ALBI – Urgences"


def test_a_person_with_two_specialities_shows_the_code_and_the_label_of_one(tmp_path: Path) -> None:
    kinds = {"Code type savoir-faire": "S"}
    taken(
        activities(
            tmp_path,
            activity(ANNE) | kinds | {"Code savoir-faire": "SM54", "Libellé savoir-faire": "Médecine générale"},
            activity(ANNE) | kinds | {"Code savoir-faire": "SM04", "Libellé savoir-faire": "Zoologie"},
        )
    )
    entry = Entry.objects.get()
    assert (entry.speciality_code, entry.speciality_label) == ("SM54", "Médecine générale")
