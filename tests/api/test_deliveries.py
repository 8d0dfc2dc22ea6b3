"""Dovecot's doorbell: only Dovecot rings it, and ringing twice asks once."""

import base64
import json

import pytest
from django.conf import settings
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import people

pytestmark = pytest.mark.django_db


def ring(client: Client, body: object, key: str = "") -> int:
    credentials = base64.b64encode(f"dovecot:{key or settings.DELIVERY_KEY}".encode()).decode()
    answer = client.post(
        "/api/internal/deliveries/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Basic {credentials}"},
    )
    return answer.status_code


def waiting_jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="mail.tell").count()


def test_a_delivery_asks_for_one_look_at_the_box(client: Client) -> None:
    [box] = people.holder().mailboxes.all()
    for _ in range(3):
        assert ring(client, {"fields": {"rcpt_to": f"<{box.address}>"}}) == 204
    assert waiting_jobs() == 1


def test_a_wrong_key_learns_nothing(client: Client) -> None:
    [box] = people.holder().mailboxes.all()
    assert ring(client, {"fields": {"rcpt_to": box.address}}, key="guess") == 404
    assert client.post("/api/internal/deliveries/", "{}", content_type="application/json").status_code == 404
    assert waiting_jobs() == 0


@pytest.mark.parametrize(
    "body", [{}, [], {"fields": {}}, {"fields": {"rcpt_to": 3}}, {"fields": None}, {"fields": {"rcpt_to": "\0"}}]
)
def test_what_is_no_event_is_refused(client: Client, body: object) -> None:
    assert ring(client, body) == 400
    assert waiting_jobs() == 0


def test_an_unknown_recipient_is_no_error(client: Client) -> None:
    """The box may have been closed between the delivery and the ring."""
    assert ring(client, {"fields": {"rcpt_to": "nobody@pharmacien.oc.mssante.fr"}}) == 204
    assert waiting_jobs() == 0
