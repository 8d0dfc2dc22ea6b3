"""An outside identity becomes a way into the account of the person who is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.accounts import actions as accounts
from medimail.accounts.errors import IdentityTaken, LastWayIn, NumberTaken, OtherBearer, OtherNumber
from medimail.accounts.identity import Identity
from medimail.accounts.models import User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import application_of
from medimail.enrolment.errors import WrongState
from medimail.lib.psc import Professional
from medimail.mailboxes.errors import NoDomain
from medimail.web.joining.arrived import arrived, forget, keep
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.providers import name_of
from medimail.web.security.again import asks_again, proved_recently

LINKED = "{name} ouvre maintenant votre compte."
NEW_BOX = "Votre carte e-CPS est liée, et votre boîte MSSanté est ouverte\u00a0: {address}."
UNLINKED = "{name} n’ouvre plus votre compte."
LAST = "C’est votre seul moyen de connexion\u00a0: choisissez d’abord un mot de passe, puis revenez retirer celui-ci."
_REFUSED: dict[type[Exception], str] = {
    IdentityTaken: "Ce moyen de connexion ouvre déjà un autre compte, ou votre compte en a déjà un autre du même nom. "
    "Rien n’a changé. Si ce n’est pas vous, demandez de l’aide.",
    NumberTaken: "Le numéro de cette carte appartient à un autre compte. Rien n’a changé. Si cette carte est la vôtre, "
    "demandez de l’aide.",
    OtherNumber: "Cette carte porte un autre numéro que celui de votre compte\u00a0: elle ne peut pas l’ouvrir. "
    "Rien n’a changé. Connectez-vous à Pro Santé Connect avec votre propre carte.",
    OtherBearer: "Cette carte n’est pas à votre nom, ou dit une autre profession que votre profil. Rien n’a changé. "
    "Si cette carte est la vôtre, corrigez d’abord votre profil, puis recommencez.",
    WrongState: "Votre compte est suspendu\u00a0: votre carte pourra y être liée dès sa réactivation. Rien n’a changé.",
    NoDomain: "Votre carte est reconnue, mais aucune adresse MSSanté n’est encore ouverte dans votre région. "
    "Rien n’a changé. Demandez de l’aide.",
}


def answer(request: HttpRequest, identity: Identity, professional: Professional | None) -> HttpResponse:
    """Links at once: the person asked for it while signed in, and came back from the provider.

    An applicant goes on to open the box.
    """
    user = person(request)
    if professional and _waits(user):
        keep(request, identity, professional)
        return redirect("join")
    if not proved_recently(request):
        keep(request, identity, professional)
        return redirect("link")
    _link(request, user, identity, professional)
    return redirect("mfa_index")


@never_cache
@asks_again
@get_or_post
def link(request: HttpRequest) -> HttpResponse:
    """Consent, once, after signing in another way."""
    found = arrived(request)
    if found is None:
        return redirect("home")
    if found.professional and _waits(person(request)):
        return redirect("join")
    if request.method != "POST":
        name = name_of(found.identity.provider)
        return render(request, "joining/link.html", {"name": name, "professional": found.professional})
    forget(request)
    _link(request, person(request), found.identity, found.professional)
    return redirect("home")


@require_POST
def refuse_link(request: HttpRequest) -> HttpResponse:
    forget(request)
    return redirect("home")


@asks_again
@require_POST
def unlink(request: HttpRequest, provider: str) -> HttpResponse:
    try:
        accounts.unlink(person(request), provider)
    except LastWayIn:
        messages.error(request, LAST)
    else:
        messages.success(request, UNLINKED.format(name=name_of(provider)))
    return redirect("mfa_index")


def _waits(user: User) -> bool:
    application = application_of(user)
    return application is not None and application.state in enrolment.BEFORE_DECISION


def _link(request: HttpRequest, user: User, identity: Identity, professional: Professional | None) -> None:
    try:
        if professional is None:
            accounts.link(user, identity)
            box = None
        else:
            box = enrolment.link_card(user, professional)
    except tuple(_REFUSED) as refusal:
        messages.error(request, _REFUSED[type(refusal)])
        return
    text = NEW_BOX.format(address=box.address) if box else LINKED.format(name=name_of(identity.provider))
    messages.success(request, text)
