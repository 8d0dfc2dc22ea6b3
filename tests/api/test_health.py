import pytest
from django.test import Client
from pytest_django.fixtures import Settings


@pytest.mark.django_db
def test_a_house_whose_mail_engines_are_down_says_which(client: Client) -> None:
    """Only PostgreSQL runs beside the unit tests; tests/wire asks the whole house."""
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "down",
        "database": "ok",
        "imap": "down",
        "smtp": "down",
        "policy": "down",
        "worker": "down",
        "allow_list": "ok",
    }


@pytest.mark.django_db
def test_a_list_that_never_came_is_told_and_counts_for_nothing(client: Client, settings: Settings) -> None:
    settings.ALLOW_LIST_URL = "https://list.example/"
    assert client.get("/healthz").json()["allow_list"] == "old"
