"""OpenID Connect as Pro Santé Connect and portals speak it: django-allauth's flow, with every answer checked."""

import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from medimail.accounts.identity import PSC, Identity
from medimail.lib import oidc, psc
from medimail.lib.refused import Refused
from medimail.web.federation.oidc import discovery
from medimail.web.federation.oidc.asking import ask
from medimail.web.federation.oidc.client import Client, accepted
from medimail.web.federation.proof import proof


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

    def get_callback_url(self, request: HttpRequest, app: object) -> str:
        """On our own address: `Host` is whatever the visitor sent."""
        return urljoin(settings.PUBLIC_URL, reverse("openid_connect_callback", args=[self.provider_id]))

    def get_access_token_data(
        self,
        request: HttpRequest,
        app: object,
        client: Client,
        pkce_code_verifier: str | None = None,
    ) -> dict[str, Any]:
        """RFC 9207: an answer that names another provider would carry its code to the wrong one (mix-up)."""
        if request.GET.get("iss", self.provider.registration.issuer) != self.provider.registration.issuer:
            raise Refused("wrong_issuer")
        return client.get_access_token(request.GET["code"], pkce_code_verifier)

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        token = data.get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise Refused("provider_down")
        return SocialToken(token=token)

    def complete_login(self, request: HttpRequest, app: object, token: SocialToken, **kwargs: Any) -> SocialLogin:
        ours, id_token = self.provider.registration, kwargs["response"].get("id_token")
        nonce = str(self.state.get("nonce", ""))
        claims = self._read(lambda keys: oidc.read_id_token(id_token, keys, ours, nonce))
        self._check_freshness(claims.get("auth_time"))
        self.provider.id_token = id_token
        if self.provider_id == PSC:
            self.provider.professional = self._professional(token.token, claims["sub"])
        return proof(self.provider, Identity(self.provider_id, claims["iss"], claims["sub"]))

    def _professional(self, access_token: str, subject: str) -> psc.Professional:
        ours, url = self.provider.registration, self.openid_config.get("userinfo_endpoint", "")
        answer = accepted(ask("GET", url, headers={"Authorization": f"Bearer {access_token}"}))
        told = self._read(lambda keys: oidc.read_userinfo(answer.body, answer.content_type, keys, ours, subject))
        try:
            return psc.read(ours.issuer, told)
        except ValueError as error:
            raise Refused("no_number") from error

    def _read(self, read: Callable[[object], dict[str, Any]]) -> dict[str, Any]:
        """A key we do not know may be a new one: the list is asked again, once."""
        url = self.openid_config["jwks_uri"]
        try:
            return read(discovery.document(url))
        except oidc.UnknownKey:
            return read(discovery.document(url, fresh=True))

    def _check_freshness(self, proved_at: object) -> None:
        """Whoever sits at an open screen can take `prompt` and `max_age` away: the token says when the proof was given.

        Asked by `max_age` it must (OpenID Connect Core, 2); one that does not say was not asked so.
        """
        asked_at = self.state.get("asked_again_at")
        if asked_at and not (isinstance(proved_at, int | float) and proved_at >= asked_at - oidc.LEEWAY):
            raise Refused("weak_proof")


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
        # Asked anew: nobody is sent to a provider that answered some minutes ago and is dead now.
        discovery.document(self.server_url, fresh=True)
        nonce, again = secrets.token_urlsafe(32), process == AuthProcess.REDIRECT
        asked = {"nonce": nonce}
        if acr := self.registration.acr:
            asked["acr_values"] = acr
        if again:
            asked |= {"prompt": "login", "max_age": "0"}
        since = {"asked_again_at": time.time()} if again else {}
        away = self.redirect(request, process, next_url or None, auth_params=asked, nonce=nonce, **since)
        return str(away["Location"])

    def serialize(self) -> dict[str, str]:
        """By its own name: two portals may have given us the same client id."""
        return {"id": self.sub_id}
