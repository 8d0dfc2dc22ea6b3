"""The desk and the tracker side by side: decided by keyboard, learnt without a click, readable without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import PHONE, enter, look, sign_in


def test_a_question_reaches_the_page_of_the_person_while_they_type(house: House, new_window: Windows) -> None:
    person, administrator = new_window(), new_window()
    enter(person, house, "applicant")
    expect(person.get_by_role("heading", name="Votre compte est en attente de validation")).to_be_visible()
    look(person)
    typing = person.get_by_label("Votre message")
    typing.fill("Je suis joignable")
    enter(administrator, house, "region-administrator")
    look(administrator)
    administrator.get_by_role("link", name="Examiner la demande de Karim Benali").click()
    administrator.get_by_text("Demander une précision…").click()
    ask(administrator)
    asked = person.get_by_role("heading", name="Une précision vous est demandée")
    expect(asked).to_be_visible(timeout=40_000)
    expect(person).to_have_title(re.compile("Une précision vous est demandée"))
    expect(person.locator("#annonce")).to_have_text(re.compile("précision"))
    expect(typing).to_have_value("Je suis joignable")
    look(person)
    typing.fill("Aux Arènes, depuis mars.")
    person.get_by_role("button", name="Envoyer").click()
    expect(person.get_by_text("Message envoyé")).to_be_visible()
    expect(person.get_by_label("Votre message")).to_have_value("")
    accept_by_keyboard(administrator)
    expect(person.get_by_role("heading", name="Votre boîte est ouverte")).to_be_visible(timeout=40_000)
    expect(person.get_by_label("Votre message")).to_have_count(0)
    look(person)


def ask(page: Page) -> None:
    """A ready sentence lands in the form."""
    question = page.get_by_label("Votre question")
    expect(question).to_be_visible()
    form = page.locator("#demander")
    form.get_by_label("Partir d’une phrase toute prête").select_option(index=2)
    expect(question).to_have_value(re.compile("lieu d’exercice"))
    expect(question).to_be_focused()
    look(page)
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.get_by_text("Votre question part vers Karim Benali")).to_be_visible()
    page.get_by_role("link", name="Réponse attendue").click()
    expect(page.get_by_role("link", name="Karim Benali", exact=True)).to_be_visible()
    look(page)


def accept_by_keyboard(page: Page) -> None:
    page.goto("/demandes/")
    expect(page.get_by_text("Message sans réponse")).to_be_visible()
    page.get_by_role("link", name="Karim Benali", exact=True).press("Enter")
    expect(page.get_by_text("Aux Arènes, depuis mars.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Accepter").press("Enter")
    expect(page.get_by_text(re.compile("karim.benali.* est ouverte"))).to_be_visible()
    page.get_by_role("link", name="Décidées").press("Enter")
    expect(page.get_by_role("link", name="Karim Benali", exact=True)).to_be_visible()
    look(page)


def test_an_account_is_suspended_and_reactivated(house: House, new_window: Windows) -> None:
    person, administrator = new_window(), new_window()
    holder = enter(person, house, "med")
    enter(administrator, house, "region-administrator")
    administrator.goto("/demandes/decidees/")
    administrator.get_by_label("Nom ou adresse").fill("le goff")
    administrator.get_by_role("button", name="Chercher").click()
    administrator.get_by_role("link", name="Sonia Le Goff", exact=True).click()
    administrator.get_by_text("Suspendre…").click()
    administrator.get_by_label("Raison de la suspension").fill("Votre adresse de connexion ne répond plus.")
    look(administrator)
    administrator.get_by_role("button", name="Suspendre le compte").click()
    expect(administrator.get_by_text("Le compte est suspendu")).to_be_visible()
    sign_in_again(person, holder.email, holder.password)
    expect(person.get_by_role("heading", name="Votre compte est suspendu")).to_be_visible()
    look(person)
    administrator.get_by_role("button", name="Réactiver le compte").click()
    expect(administrator.get_by_text("Le compte est réactivé")).to_be_visible()
    expect(person.get_by_role("link", name="Ouvrir ma boîte")).to_be_visible(timeout=40_000)
    person.get_by_role("link", name="Ouvrir ma boîte").click()
    expect(person).to_have_title(re.compile("Réception"))


def sign_in_again(page: Page, email: str, password: str) -> None:
    page.context.clear_cookies()
    sign_in(page, email, password)


def test_the_operator_rules_domains_on_a_phone(house: House, new_window: Windows) -> None:
    operator = new_window()
    enter(operator, house, "operator")
    operator.set_viewport_size(PHONE)  # type: ignore[arg-type]
    operator.get_by_role("link", name="Domaines").click()
    operator.get_by_label("Région").select_option(label="Bretagne")
    operator.get_by_role("button", name="Afficher").click()
    operator.get_by_label("Nom de domaine").fill("officine")
    operator.get_by_role("button", name="Ajouter").click()
    expect(operator.get_by_text("n’est pas un domaine")).to_be_visible()
    look(operator)
    operator.get_by_label("Nom de domaine").fill("officine.bretagne.mssante.fr")
    operator.get_by_role("button", name="Ajouter").click()
    operator.get_by_label("Pharmacien", exact=True).select_option("officine.bretagne.mssante.fr")
    operator.get_by_role("button", name="Enregistrer").click()
    expect(operator.get_by_text("Tableau enregistré")).to_be_visible()
    look(operator)


def test_the_desk_works_without_scripts(house: House, new_window: Windows) -> None:
    administrator = new_window(scripts=False)
    enter(administrator, house, "other-region-administrator")
    administrator.get_by_role("link", name="Maëlle Le Gall", exact=True).click()
    administrator.get_by_text("Refuser…").click()
    refusing = administrator.locator("#refuser")
    refusing.get_by_label("Partir d’une phrase toute prête").select_option(index=1)
    refusing.get_by_role("button", name="Refuser la demande").click()
    expect(administrator.get_by_text("est refusée")).to_be_visible()
