"""Who came from a provider and is not yet tied to an account, kept in the session for a quarter of an hour."""

import time
from dataclasses import asdict, dataclass

from django.http import HttpRequest

from medimail.accounts.identity import Identity
from medimail.lib.psc import Professional

_KEY = "arrived"
LIFE = 900  # seconds


@dataclass(frozen=True, slots=True)
class Arrived:
    identity: Identity
    professional: Professional | None


def keep(request: HttpRequest, identity: Identity, professional: Professional | None) -> None:
    told = professional.as_dict() if professional else None
    request.session[_KEY] = {"at": time.time(), "identity": asdict(identity), "professional": told}


def arrived(request: HttpRequest) -> Arrived | None:
    kept = request.session.get(_KEY)
    if not kept or time.time() - kept["at"] > LIFE:
        return None
    told = kept["professional"]
    return Arrived(Identity(**kept["identity"]), Professional.from_dict(told) if told else None)


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
