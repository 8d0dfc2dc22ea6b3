"""OpenID Connect as Pro Santé Connect and portals speak it: django-allauth's flow, with every answer checked."""

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus, urlencode, urljoin

from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from medimail.accounts.identity import PSC, Identity
from medimail.lib import oidc, psc
from medimail.web.federation.oidc import discovery
from medimail.web.federation.oidc.asking import Answer, ask
from medimail.web.federation.proof import Proof

_log = logging.getLogger(__name__)


class Client(OAuth2Client):
    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        asked = {
            "client_id": self.consumer_key,
            "redirect_uri": self.callback_url,
            "scope": " ".join(scope),
            "response_type": "code",
            "state": self.state,
            **extra_params,
        }
        return f"{authorization_url}{'&' if '?' in authorization_url else '?'}{urlencode(asked)}"

    def get_access_token(
        self,
        code: str,
        pkce_code_verifier: str | None = None,
        extra_data: object = None,  # noqa: ARG002 (allauth's)
    ) -> dict[str, Any]:
        """The code, with the proof that it was this browser which asked for it (RFC 7636)."""
        data = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback_url,
            "code_verifier": pkce_code_verifier or "",
        }
        # RFC 6749, 2.3.1: form-encoded before they are joined by a colon.
        us = (quote_plus(self.consumer_key), quote_plus(self.consumer_secret))
        if not self.basic_auth:
            data |= {"client_id": self.consumer_key, "client_secret": self.consumer_secret}
        answer = ask("POST", self.access_token_url, data=data, auth=us if self.basic_auth else None)
        return oidc.read_object(_accepted(answer).body)


class Adapter(OpenIDConnectOAuth2Adapter):
    """One sign-in at one provider. `state`: what this browser was sent away with."""

    client_class = Client

    def __init__(self, request: HttpRequest, provider: "OpenIDConnect") -> None:
        super().__init__(request, provider.app.provider_id)
        self.provider = provider
        self.state: dict[str, Any] = {}

    def get_provider(self) -> "OpenIDConnect":
        return self.provider

    @property
    def openid_config(self) -> dict[str, Any]:
        return discovery.configuration(self.provider.server_url, self.provider.registration.issuer)

    def get_callback_url(self, request: HttpRequest, app: object) -> str:  # noqa: ARG002 (allauth's signature)
        """On our own address: `Host` is whatever the visitor sent."""
        return urljoin(settings.PUBLIC_URL, reverse("openid_connect_callback", args=[self.provider_id]))

    def get_access_token_data(
        self,
        request: HttpRequest,
        app: object,  # noqa: ARG002
        client: Client,
        pkce_code_verifier: str | None = None,
    ) -> dict[str, Any]:
        """RFC 9207: an answer that names another provider would carry its code to the wrong one (mix-up)."""
        if request.GET.get("iss", self.provider.registration.issuer) != self.provider.registration.issuer:
            raise oidc.Refused("wrong_issuer")
        return client.get_access_token(request.GET["code"], pkce_code_verifier)

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        token = data.get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise oidc.Refused("provider_down")
        return SocialToken(token=token)

    def complete_login(self, request: HttpRequest, app: object, token: SocialToken, **kwargs: Any) -> SocialLogin:  # noqa: ANN401, ARG002
        ours, id_token = self.provider.registration, kwargs["response"].get("id_token")
        nonce = str(self.state.get("nonce", ""))
        claims = self._read(lambda keys: oidc.read_id_token(id_token, keys, ours, nonce))
        self._check_freshness(claims.get("auth_time"))
        self.provider.id_token = id_token
        if self.provider_id == PSC:
            self.provider.professional = self._professional(token.token, claims["sub"])
        return Proof(provider=self.provider, account=self.provider.account(claims))

    def _professional(self, access_token: str, subject: str) -> psc.Professional:
        ours, url = self.provider.registration, self.openid_config.get("userinfo_endpoint", "")
        answer = _accepted(ask("GET", url, headers={"Authorization": f"Bearer {access_token}"}))
        told = self._read(lambda keys: oidc.read_userinfo(answer.body, answer.content_type, keys, ours, subject))
        try:
            return psc.read(ours.issuer, told)
        except ValueError as error:
            raise oidc.Refused("no_number") from error

    def _read(self, read: Callable[[object], dict[str, Any]]) -> dict[str, Any]:
        """A key we do not know may be a new one: the list is asked again, once."""
        url = self.openid_config["jwks_uri"]
        try:
            return read(discovery.document(url))
        except oidc.UnknownKey:
            return read(discovery.document(url, fresh=True))

    def _check_freshness(self, proved_at: object) -> None:
        """Whoever sits at an open screen can take `prompt=login` out of the address: the token says when it was."""
        asked_at = self.state.get("asked_again_at")
        if asked_at and isinstance(proved_at, int | float) and proved_at < asked_at - oidc.LEEWAY:
            raise oidc.Refused("weak_proof")


def _accepted(answer: Answer) -> Answer:
    """4xx: this code, or what we are to the provider, is refused; else the provider is ill."""
    if answer.status in range(400, 500) and answer.status != 429:
        _log.warning("a provider refused us: %s", oidc.error_of(answer.body) or answer.status)
        raise oidc.Refused("code_refused")
    if answer.status != 200:
        raise oidc.Refused("provider_down")
    return answer


class OpenIDConnect(OpenIDConnectProvider):
    """`id_token` and `professional` are filled on the way back, for `SocialAccountAdapter`."""

    pkce_enabled_default = True
    id_token = ""
    professional: psc.Professional | None = None

    @property
    def registration(self) -> oidc.Registration:
        agreed = self.app.settings
        return oidc.Registration(agreed["issuer"], self.app.client_id, agreed["algorithm"], agreed.get("acr", ""))

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        return Adapter(request, self)

    def leave(self, request: HttpRequest, process: str, next_url: str) -> str:
        """The address to send this browser to. Raises `oidc.Refused`. Nothing a visitor wrote becomes part of it."""
        # Asked anew: nobody is sent to a provider that answered some minutes ago and is dead now.
        discovery.document(self.server_url, fresh=True)
        nonce, again = secrets.token_urlsafe(32), process == AuthProcess.REDIRECT
        asked = {"nonce": nonce}
        if acr := self.registration.acr:
            asked["acr_values"] = acr
        if again:
            asked["prompt"] = "login"
        since = {"asked_again_at": time.time()} if again else {}
        away = self.redirect(request, process, next_url or None, auth_params=asked, nonce=nonce, **since)
        return str(away["Location"])

    def account(self, claims: dict[str, Any]) -> SocialAccount:
        """All that is kept of an answer. Never an e-mail address: whoever runs a provider could write anybody's."""
        who = Identity(self.sub_id, claims["iss"], claims["sub"])
        return SocialAccount(
            provider=who.provider, uid=who.uid, extra_data={"issuer": who.issuer, "subject": who.subject}
        )

    def serialize(self) -> dict[str, str]:
        """By its own name: two portals may have given us the same client id."""
        return {"id": self.sub_id}
