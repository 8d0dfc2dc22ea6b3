"""Questions to a passkey, and what its answers prove."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest

from medimail.accounts.actions import refused
from medimail.accounts.models import User
from medimail.web.network import network
from medimail.web.security.forms import MALFORMED, UNREADABLE, Credential


def question(user: User | None) -> str:
    """For `security.js`; one answer is taken, in this session. None: whoever has a passkey of this house."""
    return json.dumps(auth.begin_authentication(user), cls=DjangoJSONEncoder)


def creation(user: User) -> str:
    return json.dumps(auth.begin_registration(user, passwordless=True), cls=DjangoJSONEncoder)


def answered(request: HttpRequest, user: User | None, form: Credential) -> Authenticator | None:
    """The passkey that signed this session's challenge; when none, the form says what to do."""
    try:
        found = _verified(user, form.cleaned_data["credential"]) if form.is_valid() else None
    except MALFORMED:
        found = None
    # One question, one answer: a wrong one is not tried again against the same challenge.
    auth.clear_state()
    if not found:
        form.add_error(None, UNREADABLE)
        refused("wrong_passkey", means="passkey", network=network(request), user=user)
    return found


def _verified(user: User | None, credential: dict[str, Any]) -> Authenticator:
    auth.parse_authentication_response(credential)
    # Named by the answer itself, whose signature is then checked with that person's keys.
    return auth.complete_authentication(user or auth.extract_user_from_response(credential), credential)
