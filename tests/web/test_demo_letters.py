"""The page of the demonstration's letters: readable, harmless, and absent elsewhere."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.notifications import actions
from medimail.notifications.models import Letter
from tests.web.pages import words

pytestmark = pytest.mark.django_db
CASES = {
    "confirm": {"activate_url": "http://127.0.0.1:1/x", "first_name": "D'Étigny"},
    "reset": {"password_reset_url": "http://127.0.0.1:1/x"},
    "already_exists": {"password_reset_url": "http://127.0.0.1:1/x"},
    "unknown_account": {"signup_url": "http://127.0.0.1:1/x"},
    "arrival": {"address": "p.d@medecin.oc.mssante.fr", "first_name": "Paul"},
    "account_open": {"address": "p.d@medecin.oc.mssante.fr", "kind": "PER", "first_name": "Paul"},
    "refused": {"reason": "<b>Numéro</b> d'un homonyme", "first_name": "Paul"},
}


@pytest.mark.parametrize("kind", CASES)
def test_each_letter_reads_well(client: Client, kind: str) -> None:
    letter = actions.notify("paul@exemple.test", kind, CASES[kind])
    assert letter.subject
    assert "http://" in letter.text
    assert "&#x27;" not in letter.text
    assert "<b>" not in letter.html
    listed = client.get("/demo/courriels/")
    assert letter.subject in words(listed)
    page = client.get(f"/demo/courriels/{letter.pk}/")
    assert '<a href="http://127.0.0.1' in page.content.decode()


def test_the_framed_letter_runs_nothing(client: Client) -> None:
    letter = actions.notify("paul@exemple.test", "refused", CASES["refused"])
    page = client.get(f"/demo/courriels/{letter.pk}/page/")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_a_real_operator_has_no_such_page(client: Client, settings: Settings) -> None:
    letter = Letter.objects.create(to="a@b.test", kind="confirm", subject="s", text="t", html="h")
    paths = ["/demo/courriels/", f"/demo/courriels/{letter.pk}/", f"/demo/courriels/{letter.pk}/page/"]
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]
    settings.DEMO = False
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_a_letter_that_is_not_there(client: Client) -> None:
    assert client.get("/demo/courriels/999999/").status_code == 404
