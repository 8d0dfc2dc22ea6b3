"""The composer while no engine answers: each mistake is told beside its field, all that was typed is kept."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from medimail.accounts.models import User
from tests import people
from tests.people import BrowserOf
from tests.web.pages import Page, error_of, words

pytestmark = pytest.mark.django_db

GOOD = {"to": "amelie.fabre@medecin.oc.mssante.fr", "subject": "Objet", "text": "Bonjour", "act": "envoyer"}
Post = Callable[..., Page]


@pytest.fixture
def post(holder: User, browser_of: BrowserOf) -> Post:
    """Opens the composer and posts it with `GOOD` values, some changed."""
    client, address = browser_of(holder), f"/boites/{holder.mailboxes.get().pk}/ecrire/"

    def posted(**changes: object) -> Page:
        found = re.search(r'name="state" value="([^"]+)"', client.get(address).content.decode())
        assert found
        return client.post(address, GOOD | {"state": found[1]} | changes)

    return posted


def kept(page: Page, text: str) -> bool:
    return text in page.content.decode()


def test_engines_down_keep_everything_and_say_what_to_do(post: Post) -> None:
    page = post()
    assert page.status_code == 503
    assert "La messagerie ne répond pas" in words(page)
    assert "réessayez" in words(page)
    assert all(kept(page, value) for value in (GOOD["to"], GOOD["subject"], GOOD["text"]))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("to", "", "Indiquez au moins un destinataire"),
        ("to", "jean.dupont", "« jean.dupont » n’est pas une adresse complète"),
        ("to", "a@b.test, Claire Dupont", "« Claire Dupont » n’est pas une adresse complète"),
        ("cc", "a@@b.test", "« a@@b.test » n’est pas une adresse complète"),
        ("bcc", "a@b.test\0", "caractère invisible"),
        ("to", "a@b.test\r\nBcc: c@d.test", "« Bcc: c@d.test » n’est pas une adresse complète"),
        ("subject", "x" * 10_000, "L’objet compte 10000 caractères : raccourcissez-le à 255 au plus"),
        ("subject", "a\0b", "caractère invisible"),
        ("text", "a\0b", "caractère invisible"),
        ("text", "x" * 120_001, "Le message compte 120001 caractères"),
    ],
)
def test_a_mistake_is_told_beside_its_field(post: Post, field: str, value: str, sentence: str) -> None:
    page = post(**{field: value})
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    assert kept(page, GOOD["text"]) or field == "text"


@override_settings(MEDIMAIL_MAX_RECIPIENTS=500)
def test_six_hundred_recipients(post: Post) -> None:
    page = post(to=", ".join(f"p{number}@medecin.oc.mssante.fr" for number in range(600)))
    assert page.status_code == 422
    assert "600 destinataires, la limite est de 500" in error_of(page, "to")
    assert kept(page, "p599@medecin.oc.mssante.fr")


@override_settings(MEDIMAIL_MAX_ATTACHMENTS_BYTES=2048)
def test_the_limit_of_attachments_is_told_before_and_after(post: Post) -> None:
    page = post(uploads=[SimpleUploadedFile("un.pdf", b"x" * 1500), SimpleUploadedFile("deux.pdf", b"x" * 1500)])
    assert page.status_code == 422
    assert "pèsent 2,9 Ko, la limite est de 2 Ko" in error_of(page, "uploads")
    assert "Tous les fichiers ensemble : 2 Ko au plus" in words(page)


def test_a_whole_album_of_small_files_is_not_an_unreadable_request(post: Post) -> None:
    files = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(300)]
    page = post(to="jean.dupont", uploads=files)
    assert "« jean.dupont » n’est pas une adresse complète" in error_of(page, "to")


def test_a_stale_or_altered_form_sends_nothing(post: Post) -> None:
    for state in ("", "altered:by:hand"):
        page = post(state=state)
        assert page.status_code == 422
        assert "Cette page était trop ancienne pour être envoyée" in words(page)
        assert kept(page, GOOD["text"])


def test_the_form_of_one_box_is_worth_nothing_in_another(post: Post, browser_of: BrowserOf) -> None:
    other = people.holder()
    address = f"/boites/{other.mailboxes.get().pk}/ecrire/"
    client = browser_of(other)
    found = re.search(r'name="state" value="([^"]+)"', client.get(address).content.decode())
    assert found
    assert "trop ancienne" in words(post(state=found[1]))


def test_an_answer_to_nothing_is_not_found(holder: User, browser_of: BrowserOf) -> None:
    client, address = browser_of(holder), f"/boites/{holder.mailboxes.get().pk}/ecrire/"
    for place in ("reception:0", "reception:99999999999", "reception", "ailleurs:1", "reception:²"):
        assert client.get(address, {"repondre": place}).status_code == 404
