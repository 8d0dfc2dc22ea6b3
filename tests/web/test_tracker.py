"""Screen S8: the person sees where their request stands, talks with the desk, and learns of each change."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.models import Application
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import accept, ask, close, reactivate, refuse, suspend, write
from tests import people
from tests.people import FINESS, BrowserOf
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
TRACKER, ANSWER, NEWS = "/inscription/attente/", "/inscription/attente/ecrire/", "/inscription/attente/nouvelles/"


@pytest.fixture
def pk(applicant: User) -> int:
    return applicant.application.pk


@pytest.fixture
def window(browser_of: BrowserOf, applicant: User) -> Client:
    return browser_of(applicant)


def _state(applicant: User) -> str:
    return Application.objects.get(user=applicant).state


def _seen(window: Client) -> str:
    """The address that the page asks for news."""
    page = window.get(TRACKER).content.decode()
    return page.partition('hx-get="')[2].partition('"')[0]


def test_it_says_what_was_done_who_decides_since_when_and_by_when(window: Client, applicant: User) -> None:
    # 23 November 2026 is a Monday; its 09:30 in Paris is 08:30 UTC.
    sent = timezone.now().replace(year=2026, month=11, day=23, hour=8, minute=30)
    Application.objects.filter(user=applicant).update(waiting_since=sent)
    text = words(window.get(TRACKER))
    for seen in (
        "Votre compte est en attente de validation",
        "Un administrateur Medimail de votre région ou de votre structure doit vérifier votre compte avant validation.",
        *("Compte créé", "Adresse mail confirmée", "Conditions générales acceptées", "Demande envoyée"),
        "Le centre de services de la région Occitanie",
        "le 23 novembre 2026 à 9 h 30",
    ):
        assert seen in text
    late = timezone.now() > sent + timedelta(hours=48)
    assert ("Le délai de 48 h est dépassé" if late else "avant le mercredi 25 novembre à 10 h") in text


def test_a_promise_not_kept_is_said(window: Client, applicant: User) -> None:
    Application.objects.filter(user=applicant).update(waiting_since=timezone.now() - timedelta(hours=49))
    assert "Le délai de 48 h est dépassé" in words(window.get(TRACKER))


def test_the_structure_decides_when_it_has_administrators(browser_of: BrowserOf) -> None:
    colleague = browser_of(people.applicant(finess=FINESS))
    assert "EHPAD" not in words(colleague.get(TRACKER))
    people.structure_administrator(FINESS)
    assert "Les administrateurs de EHPAD Les Tilleuls, ou le centre de services" in words(colleague.get(TRACKER))


def test_the_usual_delay_is_told_once_enough_were_decided(window: Client, region_administrator: User) -> None:
    assert "la moitié des demandes" not in words(window.get(TRACKER))
    now = timezone.now()
    for hours in (1, 2, 3, 4, 40):
        done = people.applicant()
        accept(region_administrator, done.application.pk)
        Application.objects.filter(user=done).update(waiting_since=now - timedelta(hours=hours), decided_at=now)
    assert "la moitié des demandes ont été traitées en moins de 3 h" in words(window.get(TRACKER))


def test_a_question_stands_out_and_its_answer_sends_the_request_back(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    ask(region_administrator, pk, "Depuis quand exercez-vous à Castres ?")
    assert window.get("/")["Location"] == TRACKER
    page = words(window.get(TRACKER))
    assert "Une précision vous est demandée" in page
    assert page.count("Depuis quand exercez-vous à Castres ?") == 1
    assert "Julie Martin" not in page
    done = window.post(ANSWER, {"text": "Depuis mars."}, follow=True)
    assert "Message envoyé" in words(done)
    assert "Depuis mars." in words(done)
    assert _state(applicant) == "awaiting_validation"


def test_one_can_write_without_being_asked(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    window.post(ANSWER, {"text": "Je suis joignable le matin."})
    write(region_administrator, pk, "Merci, c’est noté.")
    text = words(window.get(TRACKER))
    assert text.index("Je suis joignable") < text.index("Merci, c’est noté.")
    assert _state(applicant) == "awaiting_validation"


def test_a_word_sent_twice_is_said_once(window: Client, applicant: User, pk: int, region_administrator: User) -> None:
    for _ in range(2):
        assert "Message envoyé" in words(window.post(ANSWER, {"text": "Je suis joignable le matin."}, follow=True))
        write(region_administrator, pk, "Merci.")
        write(region_administrator, pk, "Merci.")
    # The second round answers words of the other: it is no second click.
    assert applicant.application.words.count() == 4
    assert Letter.objects.filter(to=applicant.email, kind="word").count() == 2


def test_a_flood_of_words_is_stopped_and_the_last_one_kept(settings: Settings, window: Client, applicant: User) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"word": "2/h/user"}
    pages = [window.post(ANSWER, {"text": f"Message {number}"}) for number in range(3)]
    assert [page.status_code for page in pages] == [302, 302, 422]
    assert "dans une heure" in error_of(pages[-1], "text")
    assert "Message 2" in pages[-1].content.decode()
    assert applicant.application.words.count() == 2


def test_an_answer_sent_twice_is_given_once(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    ask(region_administrator, pk, "Quelle ville ?")
    for _ in range(2):
        window.post(ANSWER, {"text": "Castres."})
    assert applicant.application.words.filter(text="Castres.").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Écrivez votre message"), ("n" * 3000, "accepte 2000"), ("a\0b", "invisible")]
)
def test_a_message_refused_is_kept_and_explained(window: Client, typed: str, sentence: str) -> None:
    page = window.post(ANSWER, {"text": typed})
    assert page.status_code == 422
    assert sentence in error_of(page, "text")
    assert typed in page.content.decode()


@pytest.mark.parametrize("asked", [False, True])
def test_a_request_is_taken_back_and_keeps_its_place(
    window: Client, applicant: User, pk: int, region_administrator: User, asked: bool
) -> None:
    before = applicant.application.waiting_since
    if asked:
        ask(region_administrator, pk, "Quelle ville ?")
    assert "garde sa place" in words(window.get(TRACKER))
    page = window.post(TRACKER, follow=True)
    assert page.request["PATH_INFO"] == "/inscription/profil/"
    enrolment.submit_profile(applicant, people.profile(town="Nîmes"))
    assert Application.objects.get(pk=pk).waiting_since == before


def test_a_refusal_tells_why_and_lets_correct(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    refuse(region_administrator, pk, "Numéro d’un homonyme.")
    page = words(window.get(TRACKER))
    assert "Votre demande n’a pas été acceptée" in page
    assert page.count("Numéro d’un homonyme.") == 1
    window.post(TRACKER)
    assert _state(applicant) == "identification_pending"


def test_a_suspended_account_reads_why_writes_and_comes_back(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    accept(region_administrator, pk)
    suspend(region_administrator, pk, "Adresse qui ne répond plus.")
    assert window.get(TRACKER)["Location"].startswith("/connexion/"), "what stood open is closed"
    window = people.signed_in(applicant)
    assert window.get("/")["Location"] == TRACKER
    page = words(window.get(TRACKER))
    assert "Votre compte est suspendu" in page
    assert "Adresse qui ne répond plus." in page
    assert Mailbox.objects.get(holder=applicant).state == "suspended"
    window.post(ANSWER, {"text": "Elle répond à nouveau."})
    reactivate(region_administrator, pk)
    assert window.get("/")["Location"].startswith("/boites/")
    assert Mailbox.objects.get(holder=applicant).state == "active"


def test_a_closed_account_signs_in_no_more(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    accept(region_administrator, pk)
    close(region_administrator, pk, "Fin d’exercice.")
    assert window.get(TRACKER)["Location"].startswith("/connexion/")
    typed = {"login": applicant.email, "password": people.PASSWORD}
    page = Client().post("/connexion/", typed, follow=True)
    assert "Ce compte est fermé" in words(page)


def test_the_page_learns_nothing_while_nothing_changes(window: Client) -> None:
    assert window.get(_seen(window)).status_code == 204


def test_the_page_learns_of_a_decision_and_stops_asking(
    window: Client, applicant: User, pk: int, region_administrator: User
) -> None:
    asking = _seen(window)
    box = accept(region_administrator, pk)
    news = window.get(asking)
    page = news.content.decode()
    assert box.address in words(news)
    assert "<title>Votre boîte est ouverte" in page
    assert "hx-trigger" not in page
    assert 'id="repondre" hx-swap-oob="delete"' in page


@pytest.mark.parametrize("act", [lambda by, pk: ask(by, pk, "Où ?"), lambda by, pk: write(by, pk, "Bonjour.")])
def test_the_page_learns_of_words_and_goes_on_asking(
    window: Client, pk: int, region_administrator: User, act: object
) -> None:
    asking = _seen(window)
    act(region_administrator, pk)  # type: ignore[operator]
    page = window.get(asking).content.decode()
    assert 'hx-trigger="every 15s"' in page
    assert 'id="annonce"' in page
    assert 'id="id_text"' not in page  # what is being typed is left alone


def test_a_page_left_open_after_the_session_ended_is_loaded_again(window: Client) -> None:
    assert Client().get(_seen(window))["HX-Refresh"] == "true"


def test_a_page_left_open_while_the_request_is_corrected_elsewhere_follows(window: Client) -> None:
    asking = _seen(window)
    window.post(TRACKER)
    assert window.get(asking)["HX-Redirect"] == "/"


def test_each_sees_their_own_request_only(browser_of: BrowserOf, window: Client, holder: User) -> None:
    window.post(ANSWER, {"text": "Mot pour le bureau."})
    for other in (people.applicant(), holder, people.region_administrator("76"), people.at_terms()):
        for address in (TRACKER, NEWS):
            assert "Mot pour le bureau." not in words(browser_of(other).get(address, follow=True))
