"""Our two questions to a provider of OpenID Connect: who is there, and what the code it gave is worth."""

import logging
from typing import Any
from urllib.parse import quote_plus, urlencode

from allauth.socialaccount.providers.oauth2.client import OAuth2Client

from medimail.lib import oidc
from medimail.lib.refused import Refused
from medimail.web.federation.oidc.asking import Answer, ask

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
        extra_data: object = None,
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
        return oidc.read_object(accepted(answer).body)


def accepted(answer: Answer) -> Answer:
    """4xx: this code, or what we are to the provider, is refused; else the provider is ill."""
    if answer.status in range(400, 500) and answer.status != 429:
        _log.warning("a provider refused us: %s", oidc.error_of(answer.body) or answer.status)
        raise Refused("code_refused")
    if answer.status != 200:
        raise Refused("provider_down")
    return answer
