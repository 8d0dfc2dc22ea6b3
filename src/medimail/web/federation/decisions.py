"""What a provider's proof is worth here. It was verified; whose account it opens, if any, is ours to say."""

from allauth.account.adapter import get_adapter

# django-allauth has no public way to prove oneself again by a provider.
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts import actions as accounts
from medimail.accounts.identity import Identity
from medimail.accounts.models import NationalNumber, User
from medimail.lib.psc import Professional
from medimail.web.federation.oidc import sign_out
from medimail.web.federation.oidc.provider import OpenIDConnect
from medimail.web.federation.refusals import turned_away
from medimail.web.joining import arrival, linking
from medimail.web.network import network
from medimail.web.security.policy import STRONG_FOR


def decided(request: HttpRequest, login: SocialLogin) -> HttpResponse | None:
    """Our answer; none when a known person signs in, which is allauth's to do."""
    process = login.state.get("process")
    if process == AuthProcess.LOGIN:
        return _signing_in(request, login)
    if not isinstance(request.user, User):  # the session ended while they were away
        return _away(request, login, "wrong_state")
    if process == AuthProcess.CONNECT:
        return linking.answer(request, _identity(login), _professional(login))
    return _proved_again(request, login)


def _signing_in(request: HttpRequest, login: SocialLogin) -> HttpResponse | None:
    user = _holder(login)
    if user and (refusal := _refusal(request, login, user)):
        return refusal
    if user and request.user.is_authenticated:
        get_adapter(request).logout(request)  # before anything of the new session is written into the old one
    if isinstance(login.provider, OpenIDConnect) and login.provider.professional:
        sign_out.remember(request, login.provider.id_token)
    if user and login.provider.app.settings.get("strong"):
        request.session[STRONG_FOR] = user.pk
    return None if user else arrival.unknown(request, _identity(login), _professional(login))


def _proved_again(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    user = _holder(login)
    if user is None or user != request.user:
        return _away(request, login, "other_identity")
    if refusal := _refusal(request, login, user):
        return refusal
    account = login.account
    proof = {"provider": account.provider, "uid": account.uid, "reauthenticated": True}
    record_authentication(request, user, "socialaccount", **proof)
    return redirect(login.state.get("next") or "home")


def _refusal(request: HttpRequest, login: SocialLogin, user: User) -> HttpResponse | None:
    """The card is known by issuer and subject, and must still bear the number that the account has proved."""
    if not user.is_active:
        accounts.refused("inactive", means=login.account.provider, network=network(request), user=user)
        return redirect("account_inactive")
    professional = _professional(login)
    if professional is None or _bears(professional, getattr(user, "national_number", None)):
        return None
    return _away(request, login, "other_number", user)


def _bears(professional: Professional, proved: NationalNumber | None) -> bool:
    """An account that has proved no number yet is on its way to it."""
    shown = (professional.identifier_type, professional.number)
    return proved is None or (proved.identifier_type, proved.number) == shown


def _holder(login: SocialLogin) -> User | None:
    """django-allauth makes an empty person of whom it does not know."""
    return login.user if isinstance(login.user, User) and login.user.pk else None


def _identity(login: SocialLogin) -> Identity:
    return Identity(login.account.provider, **login.account.extra_data)


def _professional(login: SocialLogin) -> Professional | None:
    return login.provider.professional if isinstance(login.provider, OpenIDConnect) else None


def _away(request: HttpRequest, login: SocialLogin, reason: str, user: User | None = None) -> HttpResponse:
    return turned_away(request, reason, means=login.account.provider, name=login.provider.name, user=user)
