"""The stand-ins: Pro Santé Connect, and one regional portal. One application serves both."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from medimail.sandbox import endpoints, pages, wallet
from medimail.sandbox.behaviour import Endpoint, Fault
from medimail.sandbox.exchange import Answer, Request
from medimail.sandbox.identities import PORTAL_PEOPLE, PROFESSIONALS
from medimail.sandbox.provider import Client, Provider

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

REALM = "/auth/realms/esante-wallet"
PORTAL_REALM = "/portails/guyasis"
SILENCE = 30.0  # seconds: longer than anybody should wait
HANDLERS: dict[Endpoint, Callable[[Provider, Request], Answer]] = {
    "discovery": endpoints.discovery,
    "authorization": wallet.authorization,
    "token": endpoints.token,
    "userinfo": endpoints.userinfo,
    "certs": endpoints.certs,
    "logout": wallet.logout,
}


def pro_sante_connect(port: int, client: Client) -> Provider:
    """As the real one: a discovery of its own name, and people sent to another host than the issuer's."""
    return Provider(
        title="PRO SANTÉ CONNECT DE TEST",
        issuer=f"http://127.0.0.1:{port}{REALM}",
        paths=_paths(REALM, "wallet-openid-configuration", "/wallet/auth"),
        authorization=f"http://localhost:{port}/wallet/auth",
        scopes=("openid", "scope_all"),
        acr="eidas1",
        client=client,
        people=PROFESSIONALS,
    )


def portal(port: int, client: Client) -> Provider:
    return Provider(
        title="PORTAIL DE TEST (CCS GUYASIS - Guyane)",
        issuer=f"http://127.0.0.1:{port}{PORTAL_REALM}",
        paths=_paths(PORTAL_REALM, "openid-configuration", f"{PORTAL_REALM}/auth"),
        authorization=f"http://127.0.0.1:{port}{PORTAL_REALM}/auth",
        scopes=("openid", "profile"),
        acr=None,
        client=client,
        people=PORTAL_PEOPLE,
    )


def _paths(realm: str, discovery: str, authorization: str) -> dict[Endpoint, str]:
    protocol = f"{realm}/protocol/openid-connect"
    return {
        "discovery": f"{realm}/.well-known/{discovery}",
        "authorization": authorization,
        "token": f"{protocol}/token",
        "userinfo": f"{protocol}/userinfo",
        "certs": f"{protocol}/certs",
        "logout": f"{protocol}/logout",
    }


class Sandbox:
    """The WSGI application."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        self.woken = threading.Event()
        """Set at the end: whoever is kept in silence is let go."""
        self._routes = {path: (each, endpoint) for each in providers for endpoint, path in each.paths.items()}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self._answer(Request.read(environ)).give(start_response)

    def _answer(self, request: Request) -> Answer:
        if request.path == "/style.css":
            return pages.style()
        if request.path not in self._routes:
            return Answer(404, b"Not found", "text/plain")
        provider, endpoint = self._routes[request.path]
        if fault := provider.behaviour.faults.get(endpoint):
            return self._failing(fault)
        return HANDLERS[endpoint](provider, request)

    def _failing(self, fault: Fault) -> Answer:
        if fault == "silence":
            self.woken.wait(SILENCE)
        if fault == "redirect":
            return Answer(302, headers=(("Location", "http://127.0.0.1:1/elsewhere"),))
        if fault == "huge":
            return Answer(200, b'{"padding": "' + b"x" * 8_000_000 + b'"}', "application/json")
        if fault == "garbage":
            return Answer(200, b'\xff{"not": json', "application/json")
        return Answer(500, b"out of order", "text/plain")
