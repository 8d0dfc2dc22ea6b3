"""The second step of signing in: nobody is signed in yet, so these pages open nothing else."""

from typing import Any, cast

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.core.internal.cryptokit import compare_user_code
from allauth.core.internal.ratelimit import consume_or_429
from allauth.core.ratelimit import consume
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.flows.trust import trust_browser
from allauth.mfa.stages import TrustStage
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from medimail.accounts.actions import refused, use_code
from medimail.accounts.factors import factors_of
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.network import network
from medimail.web.security import passkeys, tries
from medimail.web.security.forms import Code, Credential
from medimail.web.security.stages import TOO_MANY_CODES, MailCode, SecondFactor, still_the_same
from medimail.web.security.waiting import at

EXPIRED = "Ce code a expiré. Connectez-vous à nouveau pour en recevoir un autre."
THREE_TRIES = "Trois codes faux\u00a0: celui-ci ne sert plus. Connectez-vous à nouveau pour en recevoir un autre."
BEGIN_AGAIN = "Cette connexion n’a pas pu continuer. Recommencez."
SENT_AGAIN = "Un nouveau code vient de partir. L’ancien ne sert plus."


@get_or_post
@sensitive_post_parameters("code", "credential")
@at(SecondFactor)
def second_factor(request: HttpRequest, stage: Any) -> HttpResponse:  # noqa: ANN401 (allauth has no types)
    user = cast("User", stage.login.user)
    if not still_the_same(stage):
        return _begin_again(request, BEGIN_AGAIN)
    posted = request.POST if request.method == "POST" else None
    code = Code(posted if posted and "credential" not in posted else None)
    passkey = Credential(posted if posted and "credential" in posted else None)
    found = None
    if posted and passkey.is_bound:
        found = passkeys.answered(request, user, passkey)
    elif posted:
        found = tries.proved(request, user, code, lambda typed: use_code(user, typed), means="second_factor")
    if found:
        post_authentication(request, found)
        response: HttpResponse = stage.exit()
        return response
    has = factors_of(user)
    question = passkeys.question(user) if has.passkeys else ""
    context = {"form": code, "passkey": passkey, "has": has, "question": question}
    return render(request, "security/second_factor.html", context, status=422 if posted is not None else 200)


@get_or_post
@sensitive_post_parameters("code")
@at(MailCode)
def mail_code(request: HttpRequest, stage: Any) -> HttpResponse:  # noqa: ANN401 (allauth has no types)
    user = cast("User", stage.login.user)
    if not still_the_same(stage):
        return _begin_again(request, BEGIN_AGAIN)
    sending = LoginCodeVerificationProcess.resume(stage)  # type: ignore[no-untyped-call]
    if not sending:
        refused("code_expired", means="mail_code", network=network(request), user=user)
        return _begin_again(request, EXPIRED)
    if request.method == "POST" and request.POST.get("action") == "resend":
        return _send_again(request, user, sending)
    form = Code(request.POST if request.method == "POST" else None)
    if tries.proved(request, user, form, lambda typed: _same(typed, sending.code), means="mail_code"):
        response: HttpResponse = sending.finish(None)
        return response
    if form.has_error("code", "wrong") and not sending.record_invalid_attempt():
        return _begin_again(request, THREE_TRIES)
    context = {"form": form, "address": user.email, "can_resend": sending.can_resend}
    return render(request, "security/mail_code.html", context, status=422 if form.is_bound else 200)


@get_or_post
@at(TrustStage)
def trust(request: HttpRequest, stage: Any) -> HttpResponse:  # noqa: ANN401 (allauth has no types)
    if not still_the_same(stage):
        return _begin_again(request, BEGIN_AGAIN)
    if request.method != "POST":
        return render(request, "security/trust.html")
    response: HttpResponse = stage.exit()
    if request.POST.get("trust") == "yes":
        trust_browser(request, stage.login.user, response)
    return response


@login_not_required
@never_cache
@get_or_post
@sensitive_post_parameters("credential")
def passkey_alone(request: HttpRequest) -> HttpResponse:
    """From the sign-in page: GET asks the question, POST brings the answer."""
    if request.user.is_authenticated:
        return redirect("home")
    if too_many := consume_or_429(request, app="allauth.mfa", action="webauthn_login"):
        return too_many
    if request.method != "POST":
        return JsonResponse({"question": passkeys.question(None)})
    form = Credential(request.POST)
    found = passkeys.answered(request, None, form)
    if not found:
        return _begin_again(request, str(form.non_field_errors()[0]))
    clear_login(request)
    post_authentication(request, found, passwordless=True)
    response: HttpResponse = perform_login(request, Login(user=found.user))
    return response


def _same(typed: str, sent: str) -> bool | None:
    return compare_user_code(actual=typed, expected=sent) or None


def _send_again(request: HttpRequest, user: User, sending: LoginCodeVerificationProcess) -> HttpResponse:
    if not sending.can_resend or not consume(request, action="mail_code", key=str(user.pk)):
        messages.error(request, TOO_MANY_CODES)
    else:
        sending.resend()
        messages.info(request, SENT_AGAIN)
    return redirect("account_confirm_login_code")


def _begin_again(request: HttpRequest, sentence: str) -> HttpResponse:
    clear_login(request)
    messages.error(request, sentence)
    return redirect("account_login")
