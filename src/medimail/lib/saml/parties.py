"""Both sides of a SAML 2.0 sign-in, as python3-saml wants them described."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request as Request
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.settings import OneLogin_Saml2_Settings as Settings


@dataclass(frozen=True, slots=True)
class Service:
    """We, as one portal knows us: each is given addresses of its own, so an answer for one is none for another."""

    entity_id: str
    answers_at: str
    leaving_at: str


@dataclass(frozen=True, slots=True)
class Provider:
    entity_id: str
    sign_in_url: str
    sign_out_url: str
    """Empty when it has none."""
    certificates: tuple[str, ...]
    """That may sign, as in its metadata: base64 of DER."""


def settings_of(service: Service, provider: Provider | None = None, *, strict: bool = False) -> Settings:
    """Without a provider: enough for our own metadata. Not strict: `answer` is stricter, drift apart."""
    them = {"idp": _of_provider(provider)} if provider else {}
    everything = {"strict": strict, "security": _SECURITY, "sp": _of_service(service), **them}
    return Settings(everything, sp_validation_only=provider is None)


def question(service: Service, provider: Provider, *, prove_again: bool) -> tuple[str, str]:
    """The id that an answer must name, and where to send the browser.

    `prove_again`: an open session there is not enough.
    """
    # python3-saml writes the address into its XML as it stands.
    written = replace(provider, sign_in_url=escape(provider.sign_in_url, {'"': "&quot;"}))
    asked = Request(settings_of(service, written), force_authn=prove_again)
    joint = "&" if "?" in provider.sign_in_url else "?"
    return asked.get_id(), f"{provider.sign_in_url}{joint}{urlencode({'SAMLRequest': asked.get_request()})}"


def metadata_of(service: Service) -> bytes:
    """Ours, for the engineers of a portal."""
    made = settings_of(service).get_sp_metadata()
    return made if isinstance(made, bytes) else str(made).encode()


_SECURITY = {
    "requestedAuthnContext": False,
    "wantAssertionsSigned": True,
    "wantMessagesSigned": True,
    "rejectDeprecatedAlgorithm": True,
    "allowRepeatAttributeName": True,
    "allowSingleLabelDomains": True,
    "wantNameId": False,
    # Often copied into a file: python3-saml's two days would close the portal.
    "metadataValidUntil": "",
    "metadataCacheDuration": "",
}


def _of_service(service: Service) -> dict[str, Any]:
    return {
        "entityId": service.entity_id,
        "assertionConsumerService": {"url": service.answers_at, "binding": Words.BINDING_HTTP_POST},
        "singleLogoutService": {"url": service.leaving_at, "binding": Words.BINDING_HTTP_REDIRECT},
        "NameIDFormat": Words.NAMEID_PERSISTENT,
    }


def _of_provider(provider: Provider) -> dict[str, Any]:
    return {
        "entityId": provider.entity_id,
        "singleSignOnService": {"url": provider.sign_in_url, "binding": Words.BINDING_HTTP_REDIRECT},
        "singleLogoutService": {"url": provider.sign_out_url, "binding": Words.BINDING_HTTP_REDIRECT},
        # Several while a region changes its certificate: python3-saml tries each.
        "x509certMulti": {"signing": list(provider.certificates)},
    }
