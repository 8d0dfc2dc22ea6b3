"""Who finds which box of ours: the holder, a colleague, an administrator of the region, of another, the operator."""

import pytest

from medimail.directory.actions import show
from medimail.directory.search.engine import search, suggest
from medimail.directory.search.question import Question, Viewer
from tests.people import FINESS
from tests.publication.boxes import listing

pytestmark = pytest.mark.django_db
HOLDER = 41
VIEWERS = {
    "holder": Viewer(HOLDER),
    "colleague": Viewer(HOLDER + 1),
    "region": Viewer(HOLDER + 2, regions=frozenset({"76"})),
    "other region": Viewer(HOLDER + 3, regions=frozenset({"53"})),
    "structure": Viewer(HOLDER + 4, structures=frozenset({FINESS})),
    "other structure": Viewer(HOLDER + 5, structures=frozenset({"310000021"})),
    "operator": Viewer(HOLDER + 6, everywhere=True),
}
ALL = set(VIEWERS)
INSIDE = {"holder", "region", "structure", "operator"}
"""Who still sees what is hidden."""


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        pytest.param({}, {"": ALL, "medimail": ALL, "mssante": ALL}, id="open"),
        pytest.param({"red_list": True}, {"": INSIDE, "medimail": set(), "mssante": set()}, id="red list"),
        pytest.param({"in_medimail_directory": False}, {"": ALL, "medimail": set(), "mssante": ALL}, id="MSSanté only"),
        pytest.param({"kind": "MED"}, {"": ALL, "medimail": ALL, "mssante": set()}, id="MED"),
        pytest.param({"kind": "ORG"}, {"": ALL, "medimail": ALL, "mssante": ALL}, id="ORG"),
        pytest.param({"kind": "APP"}, {"": INSIDE, "medimail": set(), "mssante": set()}, id="APP"),
    ],
)
def test_who_sees_whom(changes: dict[str, object], seen: dict[str, set[str]]) -> None:
    show(listing(holder_id=HOLDER, **changes))
    for book, wanted in seen.items():
        for text in ("dupont", "pierre dup", "pharmacie castelnau", listing().address, listing().national_id):
            found = {
                who
                for who, viewer in VIEWERS.items()
                if search(Question(text, book=book), viewer).found  # type: ignore[arg-type]
            }
            assert found == wanted, (book, text)
    suggested = {who for who, viewer in VIEWERS.items() if suggest("dup", viewer)}
    assert suggested == seen[""]


def test_a_switch_of_the_profile_works_at_once_and_both_ways() -> None:
    colleague = VIEWERS["colleague"]
    for hidden in (False, True, False):
        show(listing(red_list=hidden))
        assert bool(search(Question("dupont"), colleague).found) != hidden


def test_a_box_that_is_no_longer_open_is_found_by_no_colleague() -> None:
    show(listing(holder_id=HOLDER))
    show(listing(holder_id=HOLDER, open=False))
    for who in ("colleague", "other region", "other structure"):
        assert not search(Question("dupont"), VIEWERS[who]).found
        assert not suggest("dup", VIEWERS[who])


def test_a_mistyped_name_of_ours_is_found_before_any_national_file_came() -> None:
    show(listing())
    answer = search(Question("dupotn"), VIEWERS["colleague"])
    assert (answer.read_as, len(answer.found)) == ("dupont", 1)
    show(listing(address="autre@medimail.fr", last_name="Zwingelstein", red_list=True))
    assert search(Question("zwingelstien"), VIEWERS["colleague"]).read_as == ""
