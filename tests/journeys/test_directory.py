"""Finding the right person: two of one name apart by their town, a message to one, and one whom nobody else sees."""

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.house_fixture import ROOT, House
from tests.journeys.conftest import Windows
from tests.journeys.walk import arrived, enter, look, sign_in
from tests.people import PASSWORD

NAME = "Apolline QUATREFAGES"
PEOPLE = [
    ("Apolline", "Quatrefages", "Albi", "81000", "81"),
    ("Apolline", "Quatrefages", "Sète", "34200", "34"),
    ("Zélie", "Rabastens", "Foix", "09000", "09"),
]
OPEN_BOXES = f"""
import json, sys
sys.path.insert(0, {str(ROOT)!r})
from medimail.accounts.models import User
from medimail.lib.national_numbers import with_key
from medimail.servicedesk.actions import accept
from tests import people
desk, opened = User.objects.get(email=%(desk)r), {{}}
for number, (first_name, last_name, town, postcode, code) in enumerate({PEOPLE!r}):
    user = people.applicant(
        first_name=first_name, last_name=last_name, national_id=with_key(f"997555000{{number}}"),
        company_name="", town=town, postcode=postcode, department_code=code)
    box = accept(desk, user.application.pk)
    opened[town] = [user.email, box.address]
print("OPENED", json.dumps(opened))
"""


@dataclass(frozen=True)
class Holder:
    email: str
    address: str


@pytest.fixture(scope="module")
def people(house: House) -> dict[str, Holder]:
    """Pharmacists by town: two of one name, and one apart."""
    said = house.manage("shell", "-c", OPEN_BOXES % {"desk": house.accounts["region-administrator"].email})
    opened = json.loads(said.partition("OPENED ")[2].splitlines()[0])
    return {town: Holder(*who) for town, who in opened.items()}


def ask(page: Page, text: str) -> None:
    page.get_by_label("Qui cherchez-vous").fill("")
    page.get_by_label("Qui cherchez-vous").press_sequentially(text)


def test_a_namesake_is_told_by_town_and_written_to(
    house: House, people: dict[str, Holder], new_window: Windows
) -> None:
    page = new_window()
    enter(page, house, "doctor")
    page.get_by_role("link", name="Annuaire").click()
    look(page)
    ask(page, "quatrefages")
    found = page.get_by_role("row").filter(has_text=NAME)
    expect(found).to_have_count(2)
    look(page)
    ask(page, "sete quatrefages")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Sète (34)")
    expect(found).to_contain_text(people["Sète"].address)
    expect(page).to_have_url(re.compile(r"\?q=sete\+quatrefages$"))
    found.get_by_role("link", name=NAME, exact=True).click()
    expect(page.get_by_role("heading", name=NAME, exact=True)).to_be_visible()
    look(page)
    page.get_by_role("link", name="Retour à l’annuaire").click()
    expect(page.get_by_label("Qui cherchez-vous")).to_have_value("sete quatrefages")
    page.get_by_role("link", name=f"Écrire à {NAME}").click()
    expect(page.get_by_label("À", exact=True)).to_have_value(f"Apolline Quatrefages <{people['Sète'].address}>")
    page.get_by_label("Objet").fill("Pour Sète seulement")
    sure_of_the_namesake(page, people["Sète"])
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
    there = new_window()
    sign_in(there, people["Sète"].email, PASSWORD)
    expect(there.get_by_role("link", name="Nouveau message")).to_be_visible()
    arrived(there, there.url, "Pour Sète seulement")


def sure_of_the_namesake(page: Page, meant: Holder) -> None:
    """Asked for whoever was never written to: each test has its own."""
    page.get_by_label("Message", exact=True).fill("Bonjour")
    page.get_by_role("button", name="Envoyer").click()
    question = page.get_by_role("dialog", name="Avant d’envoyer").get_by_role("listitem")
    expect(question).to_have_count(1)
    expect(question).to_contain_text("Deux personnes se nomment")
    expect(question).to_contain_text(meant.address)
    page.get_by_role("button", name="Envoyer quand même").click()


def test_who_leaves_the_directory_is_seen_by_nobody_else(
    house: House, people: dict[str, Holder], new_window: Windows
) -> None:
    person, colleague, desk = new_window(), new_window(), new_window()
    enter(colleague, house, "pharmacist")
    colleague.goto("/annuaire/?q=rabastens+foix")
    colleague.get_by_role("link", name="Zélie RABASTENS", exact=True).click()
    card = colleague.url
    sign_in(person, people["Foix"].email, PASSWORD)
    expect(person.get_by_role("link", name="Nouveau message")).to_be_visible()
    person.goto("/profil/")
    person.get_by_label("Je souhaite apparaître dans l’annuaire MSSanté").uncheck()
    person.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(person.get_by_role("status").filter(has_text="Enregistré.")).to_be_visible()
    for words in ("rabastens foix", people["Foix"].address):
        colleague.goto(f"/annuaire/?q={words}")
        expect(colleague.get_by_text("Personne ne correspond")).to_be_visible()
    look(colleague)
    answer = colleague.goto(card)
    assert answer
    assert answer.status == 404
    enter(desk, house, "region-administrator")
    for page in (person, desk):
        page.goto("/annuaire/?q=rabastens+foix")
        expect(page.get_by_role("row").filter(has_text="Liste rouge")).to_have_count(1)
        look(page)


def test_a_recipient_is_chosen_by_keyboard(house: House, people: dict[str, Holder], new_window: Windows) -> None:
    page = new_window()
    enter(page, house, "doctor")
    page.get_by_role("link", name="Nouveau message").click()
    field = page.get_by_label("À", exact=True)
    field.press_sequentially("quatrefages albi")
    proposed = page.get_by_role("option").filter(has_text=NAME)
    expect(proposed).to_have_count(1)
    look(page)
    page.keyboard.press("Escape")
    expect(proposed).to_have_count(0)
    page.keyboard.type(" ph")
    expect(proposed).to_have_count(1)
    page.keyboard.press("Enter")
    written = f"Apolline Quatrefages <{people['Albi'].address}>, "
    expect(field).to_have_value(written)
    expect(page.get_by_role("status").filter(has_text="ajouté")).to_have_count(1)
    # A whole address is taken as it is typed, known or not.
    page.keyboard.type("amelie.fabre@medecin.oc.mssante.fr")
    page.keyboard.press("Tab")
    expect(field).to_have_value(f"{written}amelie.fabre@medecin.oc.mssante.fr")
    page.get_by_label("Objet").fill("À deux")
    sure_of_the_namesake(page, people["Albi"])
    expect(page.get_by_text("Message envoyé.")).to_be_visible()


def test_the_search_needs_no_script(house: House, people: dict[str, Holder], new_window: Windows) -> None:
    page = new_window(scripts=False)
    enter(page, house, "doctor")
    page.get_by_role("link", name="Annuaire").click()
    page.get_by_label("Qui cherchez-vous").fill("quatrefages sete")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=f"Écrire à {NAME}").click()
    expect(page.get_by_label("À", exact=True)).to_have_value(re.compile(people["Sète"].address))
