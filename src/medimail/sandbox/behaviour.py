"""How a stand-in acts. As it is born it acts well; a test spoils one thing."""

from dataclasses import dataclass, field
from typing import Any, Literal

Fault = Literal["error", "garbage", "silence", "huge", "redirect"]
Endpoint = Literal["discovery", "authorization", "token", "userinfo", "certs", "logout"]


@dataclass
class Behaviour:
    algorithm: str = "RS256"
    """RS256, PS256, ES256; `none`; `HS256` signs with the public RSA key as if it were a shared secret."""
    kid: str | None = None
    """Another key's name than the one that signs."""
    userinfo_signed: bool = False
    """Userinfo as `application/jwt`."""
    says_issuer: bool = False
    """`iss` beside the code (RFC 9207)."""
    clock: int = 0
    """Seconds our clock is ahead of everybody's; tokens live `provider.LIFETIME` seconds."""
    id_token: dict[str, Any] = field(default_factory=dict)
    """Claims put in place of the right ones; None leaves one out."""
    userinfo: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    """Parameters put in place of `code`, `state`, `iss` on the way back."""
    faults: dict[Endpoint, Fault] = field(default_factory=dict)

    def reset(self) -> None:
        vars(self).update(vars(Behaviour()))


def replaced(right: dict[str, Any], wrong: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (right | wrong).items() if value is not None}
