"""Somebody whom a provider vouches for and whom no account knows yet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from medimail.accounts.actions import refused
from medimail.accounts.identity import Identity
from medimail.accounts.queries import number_holder
from medimail.lib.psc import Professional
from medimail.web.joining.arrived import keep
from medimail.web.network import network
from medimail.web.own_path import on_the_way
from medimail.web.providers import name_of

NUMBER_KNOWN = (
    "Un compte Medimail existe déjà avec votre numéro {kind}. Connectez-vous une fois avec son adresse mail et son mot "
    "de passe\u00a0: votre carte e-CPS y sera liée, et suffira ensuite. Ce compte n’est pas le vôtre\u00a0? "
    "Demandez de l’aide."
)
NO_PRACTICE = (
    "Pro Santé Connect vous a reconnu, mais ne nous dit pas votre profession\u00a0: un administrateur doit la "
    "vérifier. Inscrivez-vous ici, cela prend trois minutes."
)
PORTAL_UNKNOWN = (
    "{name} vous a reconnu, mais n’est pas encore lié à un compte Medimail. Connectez-vous une fois autrement\u00a0: "
    "nous vous proposerons de les lier. Pas encore de compte\u00a0? Inscrivez-vous."
)


def unknown(request: HttpRequest, identity: Identity, professional: Professional | None) -> HttpResponse:
    """Pro Santé Connect leads to the sign-up; a portal, or a number that has an account, to signing in once."""
    if professional and not professional.practices:
        messages.warning(request, NO_PRACTICE)
        return redirect("signup_choice")
    keep(request, identity, professional)
    holder = number_holder(professional.identifier_type, professional.number) if professional else None
    if professional and holder is None:
        return redirect("join")
    refused("unlinked", means=identity.provider, network=network(request), user=holder)
    if professional:
        messages.warning(request, NUMBER_KNOWN.format(kind=professional.identifier_type))
    else:
        messages.info(request, PORTAL_UNKNOWN.format(name=name_of(identity.provider)))
    return redirect(on_the_way(reverse("account_login"), reverse("link")))
