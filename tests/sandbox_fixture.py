"""Pro Santé Connect and one portal, running as stand-ins; what a browser would do there, by HTTP."""

import html
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from wsgiref.simple_server import WSGIServer

import pytest
from django.test import Client as Browser
from pytest_django.fixtures import Settings

from medimail.accounts.identity import PSC
from medimail.accounts.models import Portal
from medimail.lib.sealing import Sealed
from medimail.sandbox import psc as stand_ins
from medimail.sandbox import server
from medimail.sandbox.behaviour import Behaviour
from medimail.sandbox.identities import Identity
from medimail.sandbox.provider import Client, Provider
from medimail.sandbox.wallet import REFUSED

HOUSE = "http://127.0.0.1:8000"
PORTAL = "guyasis"
SECRET = "the-secret-of-the-tests, with: all+sorts of=signs"
NAMES = {PSC: "Pro Santé Connect", PORTAL: "PORTAIL CCS GUYASIS - Guyane"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object, **_named: object) -> None:
        return None


def fetch(address: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, body, and where it sends on; nothing is followed and no status is an error."""
    body = None if form is None else urllib.parse.urlencode(form).encode()
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        answer: IO[bytes] = opener.open(urllib.request.Request(address, body, headers), timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read().decode(), answer.headers.get("Location", "")  # type: ignore[attr-defined]


@dataclass
class Running:
    """A stand-in under one provider id of the house; `behaviour` may be spoiled, and is whole again afterwards."""

    id: str
    provider: Provider

    @property
    def behaviour(self) -> Behaviour:
        return self.provider.behaviour

    @property
    def discovery(self) -> str:
        return self.provider.address("discovery")

    def identity(self, key: str) -> Identity:
        return self.provider.people[key]

    def start(self, client: Browser, **form: str) -> str:
        """Where the house sends the person; `form`: process, next."""
        response = client.post(f"/connexion/avec/{self.id}/", form)
        page = response.content.decode()
        found = re.search(r'<meta http-equiv="refresh" content="0; ?url=([^"]+)"', page)
        assert found, f"{response.status_code} {response.headers.get('Location', '')}\n{page}"
        return html.unescape(found[1])

    def choose(self, address: str, key: str) -> str:
        """Where the wallet sends the person back, having shown its page."""
        status, page, _ = fetch(address)
        assert status == 200, page
        assert f'value="{key}"' in page
        status, page, back = fetch(address, {"identity": key})
        assert status == 302, page
        return back

    def refuse(self, address: str) -> str:
        return self.choose(address, REFUSED)

    def back(self, client: Browser, address: str) -> Any:  # noqa: ANN401 (Django's test response)
        """The person arrives at the house again."""
        parts = urllib.parse.urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == HOUSE, address
        return client.get(f"{parts.path}?{parts.query}")

    def answer(self, client: Browser, key: str, **form: str) -> Any:  # noqa: ANN401
        """The whole way: the house, the wallet, one identity, and back."""
        return self.back(client, self.choose(self.start(client, **form), key))


@dataclass
class _Sandbox:
    psc: Running
    portal: Running
    application: stand_ins.Sandbox
    listening: WSGIServer


@pytest.fixture(scope="session")
def sandbox() -> Iterator[_Sandbox]:
    listening = server.bound(0)
    after = (f"{HOUSE}/connexion/",)
    clients = {each: Client("medimail", SECRET, (f"{HOUSE}/connexion/avec/{each}/retour/",), after) for each in NAMES}
    psc = Running(PSC, stand_ins.pro_sante_connect(listening.server_port, clients[PSC]))
    portal = Running(PORTAL, stand_ins.portal(listening.server_port, clients[PORTAL]))
    application = stand_ins.Sandbox([psc.provider, portal.provider])
    thread = threading.Thread(target=server.serve, args=(listening, application))
    thread.start()
    yield _Sandbox(psc, portal, application, listening)
    application.woken.set()
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.fixture
def psc(sandbox: _Sandbox, settings: Settings) -> Iterator[Running]:
    settings.PUBLIC_URL = HOUSE
    settings.PSC_DISCOVERY = sandbox.psc.discovery
    settings.PSC_CLIENT_ID = "medimail"
    settings.PSC_CLIENT_SECRET = SECRET
    yield sandbox.psc
    _end(sandbox, sandbox.psc)


@pytest.fixture
def portal(sandbox: _Sandbox, settings: Settings, db: None) -> Iterator[Running]:
    """Its row is in the table of portals."""
    settings.PUBLIC_URL = HOUSE
    Portal.objects.update_or_create(
        slug=PORTAL,
        defaults={
            "name": NAMES[PORTAL],
            "region_code": "03",
            "protocol": Portal.Protocol.OIDC,
            "issuer": sandbox.portal.provider.issuer,
            "discovery_url": sandbox.portal.discovery,
            "client_id": "medimail",
            "client_secret": Sealed(settings.SEALING_KEY).seal(SECRET),
        },
    )
    yield sandbox.portal
    _end(sandbox, sandbox.portal)


def _end(sandbox: _Sandbox, used: Running) -> None:
    used.behaviour.reset()
    sandbox.application.woken.set()
    sandbox.application.woken.clear()
