"""What an administrator does beside accepting and refusing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.accounts.models import User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.models import Application, ProfileChange, Word
from medimail.mailboxes.actions import host_domains
from medimail.mailboxes.models import Domain, DomainRule, Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import accept, ask
from tests import people
from tests.people import FINESS, BrowserOf
from tests.web.pages import error_of, hidden, words

pytestmark = pytest.mark.django_db


def test_a_question_leaves_the_queue_and_comes_back_with_its_answer(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str
) -> None:
    desk = browser_of(region_administrator)
    done = desk.post(f"{page_of}demander/", {**hidden(desk.get(page_of)), "question": "Où exercez-vous ?"}, follow=True)
    assert "Votre question part vers Pierre Dupont" in words(done)
    assert "Aucune demande en attente" in words(done)
    assert "Pierre Dupont" in words(desk.get("/demandes/en-attente-de-reponse/"))
    assert "renvoyée à la personne pour précision par Julie Martin" in words(desk.get(page_of))
    enrolment.write(applicant, "À Castres.")
    queue = words(desk.get("/demandes/"))
    assert "Message sans réponse" in queue
    shown = words(desk.get(page_of))
    assert shown.index("Où exercez-vous ?") < shown.index("À Castres.")
    assert "Accepter" in shown


def test_ready_words_are_sent_without_scripts_too(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str
) -> None:
    desk = browser_of(region_administrator)
    ready = "Votre numéro n’est pas encore dans l’Annuaire Santé."
    page = desk.get(page_of)
    [chosen] = {option for option in _options(page.content.decode()) if option.startswith(ready)}
    desk.post(f"{page_of}demander/", {**hidden(page), "ready": chosen, "question": "Merci."})
    assert Word.objects.get(kind="question").text == f"{chosen}\nMerci."
    invented = desk.post(f"{page_of}refuser/", {**hidden(page), "ready": "Parce que."})
    assert invented.status_code == 422


def _options(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('<option value="')[1:]]


def _asked(one: User) -> None:
    ask(people.region_administrator("76"), one.application.pk, "Où ?")


@pytest.mark.parametrize(
    ("act", "said"),
    [(enrolment.correct, "reprise par la personne pour correction."), (_asked, "pour précision par Julie Martin.")],
)
@pytest.mark.parametrize("click", ["accepter", "demander", "refuser"])
def test_a_click_that_comes_too_late_is_told_why(
    browser_of: BrowserOf, applicant: User, act: Callable[[User], None], said: str, click: str
) -> None:
    late, address = browser_of(people.platform_operator()), f"/demandes/{applicant.application.pk}/"
    shown = hidden(late.get(address))
    act(applicant)
    page = words(late.post(f"{address}{click}/", {**shown, "reason": "Non.", "question": "Où ?"}, follow=True))
    assert f"{said} Votre clic n’a rien changé" in page
    assert not Mailbox.objects.filter(holder=applicant).exists()


def test_the_winner_is_named_also_after_an_older_refusal(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str
) -> None:
    late = browser_of(people.platform_operator())
    shown = hidden(late.get(page_of))
    paul = people.account(first_name="Paul", last_name="Rives")
    people.appoint(paul, people.Administrator.Scope.REGION, region_code="76")
    ask(paul, applicant.application.pk, "Où ?")
    page = words(late.post(f"{page_of}accepter/", shown, follow=True))
    assert "renvoyée à la personne pour précision par Paul Rives" in page


def test_a_number_already_proved_stops_the_decision_and_says_so(
    browser_of: BrowserOf, holder: User, region_administrator: User
) -> None:
    twin = people.applicant(first_name="Paulette", national_id=holder.profile.national_id)
    desk, address = browser_of(region_administrator), f"/demandes/{twin.application.pk}/"
    page = desk.post(f"{address}accepter/", hidden(desk.get(address)), follow=True)
    assert "déjà été vérifié pour un autre compte" in words(page)
    assert "Numéro déjà rattaché à un autre compte" in words(page)
    assert Application.objects.get(user=twin).state == "awaiting_validation"


def test_writing_to_the_person(
    browser_of: BrowserOf, applicant: User, region_administrator: User, page_of: str
) -> None:
    desk = browser_of(region_administrator)
    assert desk.post(f"{page_of}ecrire/", {"text": ""}).status_code == 422
    page = desk.post(f"{page_of}ecrire/", {"text": "Nous regardons cela demain."}, follow=True)
    assert "Un mail en prévient Pierre Dupont" in words(page)
    letter = Letter.objects.get(to=applicant.email, kind="word")
    assert "demain" not in letter.text


def test_an_account_is_found_suspended_reactivated_and_closed(
    browser_of: BrowserOf, holder: User, region_administrator: User
) -> None:
    desk, address = browser_of(region_administrator), f"/demandes/{holder.application.pk}/"
    box = Mailbox.objects.get(holder=holder)
    for sought in ("dupont", "PIERRE Dup", holder.email, box.address):
        assert address in desk.get("/demandes/decidees/", {"q": sought}).content.decode()
    assert "Personne de ce nom" in words(desk.get("/demandes/decidees/", {"q": "inconnu\0"}))
    assert desk.post(f"{address}suspendre/", {"reason": ""}).status_code == 422
    desk.post(f"{address}suspendre/", {"reason": "Adresse perdue."})
    box.refresh_from_db()
    assert box.state == "suspended"
    again = words(desk.post(f"{address}suspendre/", {"reason": "Encore."}, follow=True))
    assert "Votre clic n’a rien changé" in again
    assert "réactivé" in words(desk.post(f"{address}reactiver/", follow=True))
    unsure = desk.post(f"{address}fermer/", {"reason": "Départ."})
    assert "Cochez cette case" in words(unsure)
    closed = words(desk.post(f"{address}fermer/", {"reason": "Départ.", "sure": "on"}, follow=True))
    assert "Le compte est fermé" in closed
    assert "Suspendre" not in closed
    assert [one.kind for one in Letter.objects.filter(to=holder.email).order_by("id")][-3:] == [
        "suspended",
        "reactivated",
        "closed",
    ]


def test_history_tells_who_did_what(browser_of: BrowserOf, holder: User) -> None:
    page = words(browser_of(people.platform_operator()).get(f"/demandes/{holder.application.pk}/"))
    history = page.partition("Historique")[2]
    for act in ("Demande envoyée , la personne", "Demande acceptée , Julie Martin", "Boîte ouverte , Julie Martin"):
        assert act in history
    assert "application." not in history


def test_a_change_of_profile_is_compared_and_accepted(
    browser_of: BrowserOf, holder: User, region_administrator: User
) -> None:
    number = holder.profile.national_id
    change = enrolment.edit_profile(holder, people.profile(last_name="Vidal", national_id=number))
    assert change
    desk, address = browser_of(region_administrator), f"/demandes/modifications/{change.pk}/"
    assert "Nom : Dupont → devient Vidal" in words(desk.get("/demandes/"))
    page = desk.get(address)
    assert "Dupont Vidal changé" in words(page)
    done = words(desk.post(f"{address}accepter/", hidden(page), follow=True))
    assert "est acceptée" in done
    holder.refresh_from_db()
    assert holder.last_name == "Vidal"
    late = words(desk.post(f"{address}refuser/", {**hidden(page), "reason": "Non."}, follow=True))
    assert "déjà été acceptée par Julie Martin" in late


def test_a_change_read_before_it_was_changed_again_is_not_decided(
    browser_of: BrowserOf, holder: User, region_administrator: User
) -> None:
    change = enrolment.edit_profile(holder, people.profile(last_name="Vidal"))
    assert change
    desk, address = browser_of(region_administrator), f"/demandes/modifications/{change.pk}/"
    stale = hidden(desk.get(address))
    enrolment.edit_profile(holder, people.profile(last_name="Autre"))
    for act in ("accepter", "refuser"):
        page = desk.post(f"{address}{act}/", {**stale, "reason": "Non."}, follow=True)
        assert "corrigée et renvoyée" in words(page)
        assert "Autre" in words(page)
    enrolment.withdraw_change(holder)
    page = words(desk.post(f"{address}accepter/", stale, follow=True))
    assert "retirée par la personne" in page
    assert ProfileChange.objects.get().state == "withdrawn"


def test_a_refused_change_needs_a_reason(browser_of: BrowserOf, holder: User, region_administrator: User) -> None:
    change = enrolment.edit_profile(holder, people.profile(last_name="Vidal"))
    assert change
    desk, address = browser_of(region_administrator), f"/demandes/modifications/{change.pk}/"
    shown = hidden(desk.get(address))
    assert "Écrivez la raison" in error_of(desk.post(f"{address}refuser/", {**shown, "reason": " "}), "reason")
    desk.post(f"{address}refuser/", {**shown, "reason": "Nom inconnu à l’ordre."})
    assert "Nom inconnu" in Letter.objects.get(kind="change_decided").text
    assert "Suspendre" in words(desk.get(f"/demandes/{holder.application.pk}/"))


def test_the_upgrade_to_per_opens_a_second_box(browser_of: BrowserOf, region_administrator: User) -> None:
    assistant = people.applicant(identifier_type="", national_id="", profession_code="35")
    accept(region_administrator, assistant.application.pk)
    change = enrolment.edit_profile(assistant, people.profile())
    assert change
    desk, address = browser_of(region_administrator), f"/demandes/modifications/{change.pk}/"
    assert "Ouvrira une BAL PER" in words(desk.get("/demandes/"))
    page = words(desk.post(f"{address}accepter/", hidden(desk.get(address)), follow=True))
    assert "pierre.dupont@pharmacien.oc.mssante.fr est ouverte" in page
    assert set(Mailbox.objects.filter(holder=assistant).values_list("kind", flat=True)) == {"PER", "MED"}


def test_two_homonyms_on_one_page_are_promised_two_addresses(browser_of: BrowserOf, region_administrator: User) -> None:
    second, first = people.applicant(), people.applicant()
    Application.objects.filter(user=first).update(waiting_since=timezone.now() - timedelta(hours=2))
    page = words(browser_of(region_administrator).get("/demandes/"))
    one, two = f"/demandes/{first.application.pk}/", f"/demandes/{second.application.pk}/"
    raw = browser_of(region_administrator).get("/demandes/").content.decode()
    assert raw.index(one) < raw.index(two)
    assert page.index("pierre.dupont@pharmacien") < page.index("pierre.dupont2@pharmacien")
    assert page.count("Homonyme en attente") == 2


@pytest.fixture
def domains(db: None) -> None:
    host_domains()


def test_the_operator_rules_which_domain_a_profession_gets(browser_of: BrowserOf, domains: None) -> None:
    operator = browser_of(people.platform_operator())
    page = operator.get("/domaines/?region=76")
    assert "pharmacien.oc.mssante.fr" in page.content.decode()
    added = operator.post("/domaines/ajouter/?region=76", {"name": "Officine.oc.mssante.fr", "finess": ""}, follow=True)
    assert "Le domaine officine.oc.mssante.fr est hébergé" in words(added)
    done = operator.post("/domaines/?region=76", {"p-21": "officine.oc.mssante.fr"}, follow=True)
    assert "Tableau enregistré" in words(done)
    assert DomainRule.objects.get(region_code="76", profession_code="21").domain_id == "officine.oc.mssante.fr"
    assert people.accept(people.region_administrator("76"), people.applicant().application.pk).address.endswith(
        "@officine.oc.mssante.fr"
    )


def test_a_rule_names_only_a_domain_of_its_region(browser_of: BrowserOf, domains: None) -> None:
    operator = browser_of(people.platform_operator())
    for foreign in ("pharmacien.bretagne.mssante.fr", "gmail.com", "med.medimail.internal"):
        page = operator.post("/domaines/?region=76", {"p-21": foreign})
        assert page.status_code == 422
    assert DomainRule.objects.get(region_code="76", profession_code="21").domain_id == "pharmacien.oc.mssante.fr"


@pytest.mark.parametrize("name", ["", "sans-point", "a..fr", "-a.mssante.fr", "é.mssante.fr", "a b.fr", "a.fr/", "1.2"])
def test_a_wrong_domain_name_is_told(browser_of: BrowserOf, domains: None, name: str) -> None:
    before = Domain.objects.count()
    page = browser_of(people.platform_operator()).post("/domaines/ajouter/?region=76", {"name": name})
    assert page.status_code == 422
    assert "pas un domaine" in error_of(page, "name")
    assert Domain.objects.count() == before


def test_a_structure_has_its_own_domain_and_a_domain_is_hosted_once(browser_of: BrowserOf, domains: None) -> None:
    operator = browser_of(people.platform_operator())
    typed = {"name": "tilleuls.mssante.fr", "finess": FINESS}
    assert "tilleuls.mssante.fr" in words(operator.post("/domaines/ajouter/?region=76", typed, follow=True))
    again = operator.post("/domaines/ajouter/?region=76", typed)
    assert "déjà hébergé" in error_of(again, "name")
    wrong = operator.post("/domaines/ajouter/?region=76", {"name": "autre.mssante.fr", "finess": "123"})
    assert error_of(wrong, "finess")
