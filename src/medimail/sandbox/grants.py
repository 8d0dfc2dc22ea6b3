"""What was granted: codes good for one use, access tokens. In memory only."""

import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from medimail.sandbox.identities import Identity

CODE_LIFETIME = 60
TOKEN_LIFETIME = 300


@dataclass(frozen=True)
class Grant:
    identity: Identity
    client_id: str
    redirect: str
    challenge: str
    nonce: str
    scope: str
    since: float


class Grants:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes: dict[str, Grant] = {}
        self._used: dict[str, str] = {}
        """Code → the access token it gave."""
        self._tokens: dict[str, Grant] = {}

    def code(self, grant: Grant) -> str:
        code = secrets.token_urlsafe(24)
        with self._lock:
            self._forget_old()
            self._codes[code] = grant
        return code

    def take(self, code: str) -> Grant | None:
        """A second use also revokes what the first gave (RFC 6749 section 4.1.2)."""
        with self._lock:
            if code in self._used:
                self._tokens.pop(self._used[code], None)
            grant = self._codes.pop(code, None)
            return grant if grant and grant.since > time.monotonic() - CODE_LIFETIME else None

    def token(self, code: str, grant: Grant) -> str:
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._used[code] = token
            self._tokens[token] = grant
        return token

    def of_token(self, token: str) -> Grant | None:
        with self._lock:
            grant = self._tokens.get(token)
        return grant if grant and grant.since > time.monotonic() - TOKEN_LIFETIME else None

    def end(self, subject: str) -> None:
        with self._lock:
            ended = [token for token, grant in self._tokens.items() if grant.identity.subject == subject]
            _forget(self._tokens, ended)

    def _forget_old(self) -> None:
        limit = time.monotonic() - TOKEN_LIFETIME
        for granted in (self._codes, self._tokens):
            _forget(granted, [key for key, grant in granted.items() if grant.since < limit])
        _forget(self._used, [code for code, token in self._used.items() if token not in self._tokens])


def _forget(table: dict[str, Grant] | dict[str, str], keys: Iterable[str]) -> None:
    for key in keys:
        table.pop(key, None)
