"""Short-lived mailbox tokens: an HS256 JWT that Dovecot verifies by itself (`introspection_mode = local`)."""

import time

import jwt

LIFETIME = 120
# Dovecot compares with a clock it reads once per turn of its loop: a token of this very second may look like one of the
# future and be refused (seen about once per second of steady sign-ins).
MARGIN = 5


def issue(key: bytes, mailbox: str, person: str, *, lifetime: int = LIFETIME) -> str:
    """A token that opens `mailbox` and no other for `lifetime` seconds; `person` is who acts (or `worker`)."""
    now = int(time.time())
    claims = {"sub": mailbox, "act": person, "iat": now - MARGIN, "nbf": now - MARGIN, "exp": now + lifetime}
    return jwt.encode(claims, key, algorithm="HS256")
