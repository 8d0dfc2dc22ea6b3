"""Codes are short, so guesses are few: counted by person, whatever the session and the network."""

from collections.abc import Callable
from typing import TypeVar

from allauth.core.internal import ratelimit  # the public door cannot take a try back
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from medimail.accounts.actions import refused
from medimail.accounts.models import User
from medimail.web.fields import TOO_MANY_TRIES
from medimail.web.network import network

WRONG = "Ce code n’est pas le bon, ou il a déjà servi. Vérifiez-le, ou tapez-en un nouveau."
_TOMORROW = "Trop d’essais aujourd’hui. Réessayez demain, connectez-vous autrement, ou appelez le centre de services."
_LIMITS = (("second_factor", TOO_MANY_TRIES), ("second_factor_day", _TOMORROW))
_Proof = TypeVar("_Proof")


def proved(
    request: HttpRequest, user: User, form: forms.Form, accepts: Callable[[str], _Proof | None], *, means: str
) -> _Proof | None:
    """What `accepts` makes of the code typed; when nothing, the form says why."""
    if not form.is_valid():
        return None
    spent = []
    for action, sentence in _LIMITS:
        usage = ratelimit.consume(request, app="allauth.account", action=action, key=str(user.pk))
        if not usage:
            form.add_error("code", sentence)
            refused("too_many", means=means, network=network(request), user=user)
            return None
        spent.append(usage)
    if proof := accepts(form.cleaned_data["code"]):
        for usage in spent:
            usage.rollback()
        return proof
    form.add_error("code", ValidationError(WRONG, code="wrong"))
    refused("wrong_code", means=means, network=network(request), user=user)
    return None
