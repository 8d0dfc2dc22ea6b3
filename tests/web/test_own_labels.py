"""Labels of one's own: made, renamed, coloured, removed by who writes in the box; their names lie sealed."""

from collections.abc import Callable

import pytest
from django.db import connection

from medimail.accounts.models import User
from medimail.labels.queries import labels_of
from tests import people
from tests.people import BrowserOf
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
WRONG: dict[str, Callable[[], User]] = {
    "a stranger": people.account,
    "a colleague": people.holder,
    "the administrator of the region": lambda: people.region_administrator("76"),
    "the administrator of another region": lambda: people.region_administrator("53"),
}


def at(holder: User, rest: str = "") -> str:
    return f"/boites/{holder.mailboxes.get().pk}/reglages/etiquettes/{rest}"


def names(holder: User) -> list[str]:
    return [label.name for label in labels_of(holder.mailboxes.get()).values()]


def test_a_box_begins_with_five_and_its_holder_changes_them(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    assert "Important" in words(client.get(at(holder)))
    assert client.post(at(holder), {"name": "Bilan  Mme Roux", "colour": "info"}).status_code == 302
    assert {"Bilan Mme Roux", "Important"} < set(names(holder))
    assert client.post(at(holder, "6/"), {"name": "Bilans", "colour": ""}).status_code == 302
    assert labels_of(holder.mailboxes.get())["$label6"].name == "Bilans"
    assert client.post(at(holder, "6/supprimer/")).status_code == 302
    client.post(at(holder), {"name": "Autre", "colour": ""})
    assert {"$label6", "$label7"} & labels_of(holder.mailboxes.get()).keys() == {"$label7"}


def test_a_name_does_not_lie_in_the_clear(holder: User, browser_of: BrowserOf) -> None:
    browser_of(holder).post(at(holder), {"name": "Zéphyrine", "colour": ""})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM labels_label WHERE labels_label::text LIKE %s", ["%phyrine%"])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(("name", "said"), [("", "Donnez un nom"), ("x" * 31, "trop long"), ("travail", "déjà ce nom")])
def test_a_name_that_cannot_be_is_said(holder: User, browser_of: BrowserOf, name: str, said: str) -> None:
    answer = browser_of(holder).post(at(holder), {"name": name, "colour": ""})
    assert answer.status_code == 422
    assert said in error_of(answer, "name")


def test_the_twenty_first_is_refused(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    for number in range(15):
        client.post(at(holder), {"name": f"Nom {number}", "colour": ""})
    assert "20 étiquettes au plus" in error_of(client.post(at(holder), {"name": "De trop", "colour": ""}), "name")


@pytest.mark.parametrize("person", WRONG.values(), ids=WRONG)
def test_for_anyone_else_they_do_not_exist(holder: User, person: Callable[[], User], browser_of: BrowserOf) -> None:
    client = browser_of(person())
    answers = [client.get(at(holder)), *(client.post(at(holder, one), {"name": "X"}) for one in ("", "1/"))]
    assert [one.status_code for one in [*answers, client.post(at(holder, "1/supprimer/"))]] == [404] * 4
    assert "Important" in names(holder)
