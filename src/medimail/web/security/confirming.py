"""« Confirmez que c’est vous »: one page for all that a person may have."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core.ratelimit import consume
from allauth.mfa.base.internal.flows import post_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from medimail.accounts.actions import use_code
from medimail.accounts.factors import factors_of
from medimail.accounts.models import User
from medimail.web.errors import too_many
from medimail.web.methods import get_or_post
from medimail.web.own_path import on_the_way, wanted
from medimail.web.person import person
from medimail.web.providers import who_knows
from medimail.web.security import passkeys, tries
from medimail.web.security.again import go_on, proved_recently
from medimail.web.security.forms import Code, Credential, Password
from medimail.web.sessions.session import left, row_of


@never_cache
@get_or_post
@sensitive_post_parameters("password", "code", "credential")
def confirm(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if request.method != "POST":
        # Back from Pro Santé Connect, or a second window: nothing to ask any more.
        return go_on(request) if proved_recently(request) else page(request, user)
    if not consume(request, action="reauthenticate", user=user):
        return too_many(request)
    password = Password(request.POST if "password" in request.POST else None, user=user)
    code = Code(request.POST if "code" in request.POST else None)
    passkey = Credential(request.POST if "credential" in request.POST else None)
    if _proves(request, user, password, code, passkey):
        return go_on(request)
    return page(request, user, password, code, passkey)


def _proves(request: HttpRequest, user: User, password: Password, code: Code, passkey: Credential) -> bool:
    if password.is_bound:
        if user.has_usable_password() and password.is_valid():
            record_authentication(request, user, method="password", reauthenticated=True)
            return True
        return False
    if code.is_bound:
        found = tries.proved(request, user, code, lambda typed: use_code(user, typed), means="second_factor")
    else:
        found = passkeys.answered(request, user, passkey) if passkey.is_bound else None
    if found:
        post_authentication(request, found, reauthenticated=True)
    return found is not None


def page(
    request: HttpRequest,
    user: User,
    password: Password | None = None,
    code: Code | None = None,
    passkey: Credential | None = None,
) -> HttpResponse:
    has = factors_of(user)
    target = wanted(request)
    context: dict[str, object] = {
        "password": (password or Password(user=user)) if user.has_usable_password() else None,
        "code": (code or Code()) if has.recovery or has.app else None,
        "passkey": passkey or Credential(),
        "question": passkeys.question(user) if has.passkeys else "",
        "providers": who_knows(user),
        "next": target,
        # What was posted waits here: the provider's answer comes back to this page, which goes on with it.
        "here": on_the_way(reverse("account_reauthenticate"), target),
    }
    session = row_of(request)
    context["by_hand"] = bool(session and session.locked_at)
    template = "security/confirm.html" if left(request) else "security/locked.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)
