"""What the operator reads in the log leads to no link of a person."""

import logging

import pytest
from django.test import Client

from medimail.appointments.access import token_of
from medimail.appointments.actions import book
from tests.appointments.agents import agent, free_times, wish
from tests.web.pages import ACCOUNT, link_in_last_letter, signed_up

pytestmark = pytest.mark.django_db


def written(records: list[logging.LogRecord]) -> str:
    [stderr] = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    return "\n".join(map(stderr.format, records))


def test_a_refused_request_is_logged_without_its_key(caplog: pytest.LogCaptureFixture) -> None:
    agent()
    mine, other = (book(wish(time)) for time in free_times()[:2])
    appointment = f"/rendez-vous/{token_of(mine)}/"
    signed_up(Client())
    confirmation = link_in_last_letter(ACCOUNT["email"])
    caplog.clear()
    Client().post(f"{appointment}deplacer/", query_params={"heure": other.starts_at.isoformat()})
    Client().put(appointment)
    for link in (f"{appointment}annuler/", confirmation, "/mot-de-passe/nouveau/1-cx8k2b-0123456789abcdef0123/"):
        Client(enforce_csrf_checks=True).post(link)
    text = written(caplog.records)
    assert len(caplog.records) == 5
    assert "Conflict: /rendez-vous/…/deplacer/" in text
    for link in (token_of(mine), confirmation, "0123456789abcdef"):
        assert link not in text


def test_a_page_without_a_key_is_named(caplog: pytest.LogCaptureFixture) -> None:
    Client().post("/demandes/en-attente-de-reponse/2026/nulle-part/")
    assert "/demandes/en-attente-de-reponse/2026/nulle-part/" in written(caplog.records)
