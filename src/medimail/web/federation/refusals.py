"""Somebody whom a provider sent back, and who does not come in: a sentence for them, a trace for us."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts import actions as accounts
from medimail.accounts.models import User
from medimail.web.network import network

DOWN = "{name} ne répond pas. Réessayez dans quelques minutes, ou connectez-vous autrement."
CANCELLED = "Vous n’êtes pas allé au bout avec {name}. Recommencez, ou connectez-vous autrement."
TOO_LATE = "Cette demande de connexion est trop ancienne, ou a déjà servi. Recommencez avec {name}."
UNPROVED = (
    "La réponse de {name} n’a pas pu être vérifiée. Recommencez\u00a0; si cela se répète, connectez-vous autrement ou "
    "demandez de l’aide."
)
_WORDS = {
    "provider_down": DOWN,
    "cancelled": CANCELLED,
    "wrong_state": TOO_LATE,
    "weak_proof": "{name} n’a pas vérifié votre identité d’assez près. Recommencez avec votre carte CPS ou e-CPS.",
    "no_number": "{name} ne nous donne pas votre numéro RPPS ou ADELI. Connectez-vous avec votre adresse mail\u00a0; "
    "pas encore de compte\u00a0? Inscrivez-vous ici, ce numéro n’y est pas obligatoire.",
    "other_number": "Le numéro que donne {name} n’est pas celui de votre compte Medimail. Connectez-vous avec votre "
    "adresse mail, et demandez de l’aide.",
    "other_identity": "{name} a reconnu quelqu’un d’autre que vous. Recommencez avec vos propres moyens de connexion.",
}


def turned_away(request: HttpRequest, reason: str, *, means: str, name: str, user: User | None = None) -> HttpResponse:
    """Back where they came from: to the sign-in page, or to the ways into their account."""
    inside = request.user if isinstance(request.user, User) else None
    accounts.refused(reason, means=means, network=network(request), user=user or inside)
    level = messages.WARNING if reason == "cancelled" else messages.ERROR
    messages.add_message(request, level, _WORDS.get(reason, UNPROVED).format(name=name))
    return redirect("mfa_index" if inside else "account_login")
