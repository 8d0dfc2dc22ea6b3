"""What stays of a sign-in that was refused: a sentence, a trace, and no secret anywhere."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from medimail.audit.models import Trace
from tests.web.pages import words


def is_refused(client: Client, answer: Any, reason: str, means: str = "psc") -> str:  # noqa: ANN401 (Django's test response)
    """Asserts a refusal, and answers the sentence of the page."""
    assert answer.status_code == 302
    assert answer["Location"] == "/connexion/"
    assert "_auth_user_id" not in client.session
    trace = Trace.objects.filter(action="sign_in.refused").latest("id")
    assert (trace.detail["reason"], trace.detail["means"], trace.detail["network"]) == (reason, means, "127.0.0.1")
    return words(client.get("/connexion/"))


def secrets_of(address: str) -> list[str]:
    """What the address of a way back carries that is nobody's business."""
    return [values[0] for name, values in parse_qs(urlsplit(address).query).items() if name in {"code", "state"}]


def is_silent(log: pytest.LogCaptureFixture, *secrets: str) -> None:
    """Neither logs nor traces know them, nor anything shaped like a token."""
    told = " ".join([log.text, *(str(trace.detail) for trace in Trace.objects.all())])
    assert [secret for secret in secrets if secret in told] == []
    assert "eyJ" not in told
