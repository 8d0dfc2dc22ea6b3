"""What stands between a password and a session, in the order of `AccountAdapter.get_login_stages`."""

from typing import cast

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import EmailVerificationStage, LoginByCodeStage, LoginStage
from allauth.core.ratelimit import consume
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts.actions import refused
from medimail.accounts.models import User
from medimail.web.network import network
from medimail.web.security.policy import already_strong, asks_mail_code

Step = tuple[HttpResponse | None, bool]
TOO_MANY_CODES = "Trop de codes ont été demandés pour ce compte. Attendez une heure, puis connectez-vous à nouveau."
NO_ADDRESS = "Ce moyen de connexion ne suffit pas\u00a0: connectez-vous avec Pro Santé Connect."


class ConfirmedAddress(EmailVerificationStage):
    """Whoever has no address at all came by somebody else's word, and has none to confirm."""

    def handle(self) -> Step:
        if isinstance(self.login.user, User) and not self.login.user.email:
            return None, True
        response, goes_on = super().handle()  # type: ignore[no-untyped-call]
        if response:
            self.state["asked"] = True
            if not self.login.signup:
                refused("unconfirmed", means="password", network=network(self.request), user=_user(self.login))
        return response, goes_on


class SecondFactor(AuthenticateStage):
    """Asked of whoever has one, whatever the policy."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = _user(self.login)
        return user is not None and not already_strong(request, user) and bool(super()._should_handle(request))

    def handle(self) -> Step:
        response, goes_on = super().handle()
        if response:
            _begin(self)
        return response, goes_on


class MailCode(LoginByCodeStage):
    def handle(self) -> Step:
        if not asks_mail_code(self.request, self.login) or self._is_trusted():
            return None, True
        user = _user(self.login)
        if not user or not user.email:
            return _turned_away(self.request, user, "weak_proof", NO_ADDRESS)
        if not consume(self.request, action="mail_code", key=str(user.pk)):
            return _turned_away(self.request, user, "too_many", TOO_MANY_CODES)
        LoginCodeVerificationProcess.initiate(request=self.request, user=user, email=user.email, stage=self)
        self.state["login_by_code_required"] = True
        _begin(self)
        return redirect("account_confirm_login_code"), True


def still_the_same(stage: LoginStage) -> bool:
    """A password changed in between ends what the old one began."""
    user = _user(stage.login)
    return user is not None and user.is_active and stage.login.state.get("hash") == user.get_session_auth_hash()


def _begin(stage: LoginStage) -> None:
    """Who gave the visitor this session before the password was typed does not share what follows."""
    stage.request.session.cycle_key()
    stage.login.state["hash"] = cast("User", stage.login.user).get_session_auth_hash()


def _user(login: Login) -> User | None:
    return login.user if isinstance(login.user, User) else None


def _turned_away(request: HttpRequest, user: User | None, reason: str, sentence: str) -> Step:
    refused(reason, means="mail_code", network=network(request), user=user)
    messages.error(request, sentence)
    return redirect("account_login"), False
