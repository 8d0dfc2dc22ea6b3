"""Short-lived mailbox tokens: an HS256 JWT that Dovecot verifies by itself (`introspection_mode = local`)."""

import time

import jwt

LIFETIME = 120


def issue(key: bytes, mailbox: str, person: str, *, lifetime: int = LIFETIME) -> str:
    """A token that opens `mailbox` and no other for `lifetime` seconds; `person` is who acts (or `worker`)."""
    now = int(time.time())
    claims = {"sub": mailbox, "act": person, "iat": now, "nbf": now, "exp": now + lifetime}
    return jwt.encode(claims, key, algorithm="HS256")
