"""Signing up by Pro Santé Connect: one page between the card and the open box."""

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from medimail.accounts.errors import IdentityTaken, NumberTaken, OtherBearer
from medimail.accounts.identity import PSC
from medimail.accounts.models import User
from medimail.accounts.queries import current_terms, profile_data
from medimail.accounts.terms.reading import reading
from medimail.enrolment import actions as enrolment
from medimail.enrolment.errors import WrongState
from medimail.mailboxes.errors import NoDomain
from medimail.mailboxes.models import Mailbox
from medimail.web.joining.arrived import arrived, forget
from medimail.web.joining.forms import JoinForm, label
from medimail.web.methods import get_or_post
from medimail.web.profile.address import send_link
from medimail.web.security.again import ask, proved_recently
from medimail.web.shared_boxes.wishing import hand_over

OPENED = "Votre boîte est ouverte\u00a0: {address}."
ADDRESS_ASKED = "Un lien vient de partir vers {address}\u00a0: suivez-le dans la journée pour y être prévenu."
TOO_LATE = "Plus d’un quart d’heure a passé. Recommencez avec Pro Santé Connect\u00a0: rien n’a été enregistré."
ALREADY = "Ce compte vient d’être ouvert. Connectez-vous avec Pro Santé Connect."
OTHER_NAME = (
    "Cette carte est à un autre nom que votre demande. Rien n’a été enregistré. Si elle est la vôtre, corrigez le nom "
    "dans votre demande, puis recommencez."
)
NO_PRACTICE = (
    "Pro Santé Connect vous a reconnu, mais ne nous dit pas votre profession\u00a0: un administrateur doit la "
    "vérifier. Votre demande suit son cours."
)
ASK_LATER = "Trop de liens ont été demandés pour cette adresse. Ajoutez-la plus tard dans votre profil."
NO_DOMAIN = (
    "Aucune adresse MSSanté n’est encore ouverte pour votre profession dans cette région. Rien n’a été enregistré. "
    "Choisissez un autre exercice, ou demandez de l’aide."
)


@login_not_required
@never_cache
@get_or_post
def join(request: HttpRequest) -> HttpResponse:
    found = arrived(request)
    if found is None or found.professional is None:
        return _home(request, TOO_LATE)
    user = request.user if isinstance(request.user, User) else None
    if user and not proved_recently(request):
        return ask(request)
    if not found.professional.practices:
        return _home(request, NO_PRACTICE)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        professional=found.professional,
        address=user.email if user else "",
        terms=current_terms().version,
    )
    try:
        box = _opened(user, form) if form.is_valid() else None
    except (IdentityTaken, NumberTaken, OtherBearer, WrongState) as refusal:
        return _home(request, OTHER_NAME if isinstance(refusal, OtherBearer) else ALREADY)
    if box is None:
        return _page(request, form)
    return _welcome(request, box, signed_in=user is not None, asked=str(form.cleaned_data.get("email", "")))


def _home(request: HttpRequest, sentence: str) -> HttpResponse:
    forget(request)
    messages.info(request, sentence)
    return redirect("home")


def _opened(user: User | None, form: JoinForm) -> Mailbox | None:
    """None: the form says why."""
    known = profile_data(user) if user and hasattr(user, "profile") else None
    data = form.data_of_profile(known)
    try:
        if user is None:
            return enrolment.join(form.professional, data, form.terms)
        return enrolment.join_from(user, form.professional, data, form.terms)
    except NoDomain:
        form.add_error(None, NO_DOMAIN)
        return None


def _welcome(request: HttpRequest, box: Mailbox, *, signed_in: bool, asked: str) -> HttpResponse:
    holder = cast("User", box.holder)  # a personal box has one
    found = arrived(request)
    forget(request)
    messages.success(request, OPENED.format(address=box.address))
    if asked:
        _address_asked(request, holder, asked)
    next_page = "ask_shared_box" if hand_over(request, holder) else "home"
    if signed_in or found is None:
        return redirect(next_page)
    record_authentication(request, holder, "socialaccount", provider=PSC, uid=found.identity.uid)
    login = Login(user=holder, email_verification="none", redirect_url=reverse(next_page))
    response: HttpResponse = perform_login(request, login)
    return response


def _address_asked(request: HttpRequest, holder: User, address: str) -> None:
    if send_link(request, holder, address):
        messages.info(request, ADDRESS_ASKED.format(address=address))
    else:
        messages.warning(request, ASK_LATER)


def _page(request: HttpRequest, form: JoinForm) -> HttpResponse:
    terms = current_terms()
    practices = form.professional.practices
    context = {
        "form": form,
        "professional": form.professional,
        "practice": label(practices[0]) if len(practices) == 1 else "",
        "terms": terms,
        "text": reading(terms.text),
    }
    return render(request, "joining/join.html", context, status=422 if form.is_bound else 200)
