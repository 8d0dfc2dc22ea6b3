"""Three hundred members from a list with twenty bad lines; a delegation that ends today."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.test_removed import SHARE
from tests.journeys.walk import enter, look
from tests.wire.site import inside

_YESTERDAY = """
from datetime import timedelta
from django.utils import timezone
from medimail.mailboxes.models import Grant
from medimail.mailboxes.actions import turn_day
day = timezone.localdate() - timedelta(days=1)
right = Grant.objects.filter(mailbox_id={box}, person__email={person!r}, ended_at=None)
assert right.update(starts_on=day - timedelta(days=1), ends_on=day) == 1
turn_day()
"""


def test_three_hundred_members_from_a_list(house: House, new_window: Windows, tmp_path: Path) -> None:
    page = new_window()
    manager = enter(page, house, "doctor")
    box = inside(house, SHARE.format(holder=manager.email)).strip()
    good = [f"personne{n}.{box}@exemple.test;lecteur" for n in range(280)]
    bad = [f"personne sans adresse {n};lecteur" for n in range(20)]
    file = tmp_path / "membres.csv"
    file.write_text("\n".join(["Adresse;Rôle", *good, *bad]), encoding="cp1252")

    page.goto(f"/boites/{box}/membres/")
    page.get_by_role("link", name="Ajouter depuis une liste").click()
    look(page)
    page.get_by_label("Liste", exact=True).set_input_files(file)
    page.get_by_role("button", name="Voir ce qu’elle fera").click()
    expect(page.get_by_text("280 lignes à appliquer, 20 refusées")).to_be_visible()
    look(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger les lignes à corriger").click()
    assert len(taken.value.path().read_text(encoding="utf-8-sig").splitlines()) == 21
    page.get_by_role("button", name="Appliquer 280 lignes").click()
    expect(page.get_by_text("280 lignes appliquées. 20 lignes refusées n’ont rien changé.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"personne\d+\."))).to_have_count(280)
    look(page)


def test_a_delegation_that_ends_today(house: House, new_window: Windows) -> None:
    """Today it opens the box; when the day is over, the page that stayed open opens nothing more."""
    holder_page, page = new_window(), new_window()
    enter(holder_page, house, "doctor")
    person = enter(page, house, "pharmacist")
    found = re.search(r"/boites/(\d+)/", holder_page.url)
    assert found
    box = found[1]
    holder_page.goto(f"/boites/{box}/reglages/delegation/")
    holder_page.locator("#id_to").fill(person.mailbox or "")
    today = holder_page.evaluate("new Intl.DateTimeFormat('sv', {timeZone: 'Europe/Paris'}).format(new Date())")
    holder_page.get_by_label("Dernier jour").fill(today)
    holder_page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(holder_page.get_by_text("Claire Dupont peut ouvrir cette boîte")).to_be_visible()

    page.goto(f"/boites/{box}/reception/")
    expect(page.get_by_text("Vous lisez cette boîte sans pouvoir y écrire")).to_be_visible()
    inside(house, _YESTERDAY.format(box=box, person=person.email))
    page.get_by_role("link", name="Envoyés").click()
    expect(page.get_by_role("heading", name="Page introuvable")).to_be_visible()
    holder_page.reload()
    expect(holder_page.get_by_text("Personne d’autre n’ouvre cette boîte")).to_be_visible()
