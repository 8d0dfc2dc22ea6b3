"""Screen S5, its document, and the question put again at the sign-in that follows a new version."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from medimail.accounts.actions import accept_terms, publish_terms
from medimail.accounts.models import TermsAcceptance, User
from medimail.accounts.queries import current_terms
from tests import people
from tests.people import PASSWORD, BrowserOf
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db
GATE = "/conditions/"
CHANGED = "Les conditions d’utilisation ont changé"


def publish_new() -> str:
    return publish_terms("2027-01", "Conditions générales d’utilisation", "## Article 1. Objet\n\nNouveau.").version


def sign_in(user: User, path: str = "/connexion/") -> tuple[Client, Page]:
    client = Client()
    return client, client.post(path, {"login": user.email, "password": PASSWORD}, follow=True)


def where(page: Page) -> str:
    return str(page.redirect_chain[-1][0])


def accept(client: Client, **more: str) -> Page:
    return client.post(GATE, {"version": current_terms().version, **more})


def test_the_page_shows_every_label_of_the_screen(browser_of: BrowserOf) -> None:
    page = browser_of(people.at_terms()).get("/inscription/conditions/")
    text = words(page)
    for label in (
        "Validation",
        "Veuillez valider les CGU afin de pouvoir vous connecter à Medimail :",
        "Télécharger les CGU",
        "Zoom automatique",
        "Accepter",
        "Lire le texte",
        "Conditions générales d’utilisation",
        "Table des matières",
        "Article 4.2 Description de l’application Medimail mobile",
    ):
        assert label in text
    assert f'href="/conditions/{current_terms().version}/cgu.pdf"' in page.content.decode()


def test_the_document_is_the_stored_one(client: Client) -> None:
    terms = current_terms()
    file = client.get("/inscription/conditions/telecharger/", follow=True)
    assert where(file) == f"/conditions/{terms.version}/cgu.pdf"
    assert file.content == bytes(terms.pdf)
    assert file.content.startswith(b"%PDF-")
    assert file["Content-Type"] == "application/pdf"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"] == f'attachment; filename="CGU-Medimail-{terms.version}.pdf"'
    assert "immutable" in file["Cache-Control"]


def test_an_older_version_stays_within_reach(client: Client) -> None:
    older = current_terms()
    publish_new()
    assert client.get(f"/conditions/{older.version}/cgu.pdf").content == bytes(older.pdf)
    assert client.get("/conditions/1999-01/cgu.pdf").status_code == 404


def test_a_version_published_while_the_page_is_open_is_shown_first(browser_of: BrowserOf) -> None:
    user = people.at_terms()
    client = browser_of(user)
    seen = client.get("/inscription/conditions/").context["terms"].version
    publish_new()
    page = client.post("/inscription/conditions/", {"version": seen})
    assert "Une nouvelle version vient d’être publiée" in words(page)
    assert not TermsAcceptance.objects.filter(user=user).exists()
    client.post("/inscription/conditions/", {"version": page.context["terms"].version})
    assert TermsAcceptance.objects.get(user=user).terms_id == "2027-01"


def test_nobody_is_asked_twice_for_the_same_version(holder: User) -> None:
    _, page = sign_in(holder)
    assert where(page).startswith("/boites/")


def test_a_new_version_is_asked_at_the_next_sign_in(holder: User, browser_of: BrowserOf) -> None:
    box = f"/boites/{holder.mailboxes.get().pk}/reception/"
    before = browser_of(holder)
    publish_new()
    assert before.get("/")["Location"] == box  # a session already open is not interrupted
    assert before.get(GATE)["Location"] == "/"

    client, page = sign_in(holder)
    assert where(page).startswith(GATE)
    assert CHANGED in words(page)
    assert client.get(box)["Location"] == f"{GATE}?next=%2Fboites%2F{holder.mailboxes.get().pk}%2Freception%2F"
    answer = accept(client, next=page.context["next"])
    assert answer["Location"] == box
    assert client.get("/")["Location"] == box
    assert client.get(box).status_code != 302
    assert TermsAcceptance.objects.filter(user=holder, terms_id="2027-01").exists()


def test_what_stays_open_meanwhile(holder: User) -> None:
    publish_new()
    client, _ = sign_in(holder)
    for path in ("/aide/", "/healthz", GATE, f"/conditions/{current_terms().version}/cgu.pdf", "/deconnexion/"):
        assert client.get(path).status_code != 302, path
    assert client.post("/inscription/conditions/", {"version": current_terms().version}, follow=True)
    assert client.get("/profil/")["Location"].startswith(GATE) or client.get("/demandes/")["Location"].startswith(GATE)
    assert client.post("/demandes/1/accepter/")["Location"] == GATE
    assert client.get("/demandes/", headers={"HX-Request": "true"})["HX-Redirect"] == GATE
    assert client.post("/deconnexion/")["Location"] == "/connexion/"


def test_the_step_of_the_sign_up_opens_no_gate(holder: User) -> None:
    """Its form, sent by someone long past it, accepts nothing."""
    publish_new()
    client, _ = sign_in(holder)
    client.post("/inscription/conditions/", {"version": "2027-01"})
    assert client.get("/demandes/")["Location"].startswith(GATE)
    assert not TermsAcceptance.objects.filter(user=holder, terms_id="2027-01").exists()


def test_a_version_published_while_the_gate_is_open_is_shown_first(holder: User) -> None:
    publish_new()
    client, page = sign_in(holder)
    seen = page.context["terms"].version
    publish_terms("2027-02", "Conditions", "## Article 1. Objet\n\nEncore.")
    again = client.post(GATE, {"version": seen, "next": page.context["next"]})
    assert "Une nouvelle version vient d’être publiée" in words(again)
    assert again.context["next"] == page.context["next"]
    assert client.get("/demandes/")["Location"].startswith(GATE)


@pytest.mark.parametrize(
    "forged", ["https://evil.example/", "//evil.example/", r"/\evil.example/", "javascript:alert(1)", "x", "", "\n/"]
)
def test_acceptance_leads_nowhere_else(holder: User, forged: str) -> None:
    publish_new()
    client, _ = sign_in(holder)
    assert accept(client, next=forged)["Location"] == "/"


def test_the_page_asked_for_before_signing_in_comes_after_the_terms(holder: User) -> None:
    publish_new()
    box = f"/boites/{holder.mailboxes.get().pk}/envoyes/"
    client, page = sign_in(holder, f"/connexion/?next={box}")
    assert page.context["next"] == box
    assert accept(client, next=page.context["next"])["Location"] == box


def test_an_operator_is_asked_at_the_first_sign_in() -> None:
    client, page = sign_in(people.platform_operator())
    assert where(page).startswith(GATE)
    assert CHANGED not in words(page)
    assert "Veuillez valider les CGU" in words(page)
    assert accept(client, next=page.context["next"])["Location"] == "/demandes/"


def test_an_applicant_is_asked_by_the_sign_up_and_once() -> None:
    client, page = sign_in(people.at_terms())
    assert where(page) == "/inscription/conditions/"
    assert client.get("/boites/1/reception/", follow=True).redirect_chain[-1][0] == "/inscription/conditions/"
    page = client.post("/inscription/conditions/", {"version": current_terms().version}, follow=True)
    assert where(page) == "/inscription/identification/"


def test_the_gate_asks_the_database_nothing(holder: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The session and its person are read for every page; the gate adds nothing to that query."""
    client, _ = sign_in(holder)
    accept_terms(holder, current_terms().version)
    publish_new()
    shut, _ = sign_in(holder)
    with django_assert_num_queries(1):
        assert shut.get("/demandes/").status_code == 302
    with django_assert_num_queries(1):
        assert client.get("/connexion/").status_code == 302
