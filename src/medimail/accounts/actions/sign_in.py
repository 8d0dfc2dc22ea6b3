"""Who came in, who was turned away, and why. Nothing typed is ever written here: people type passwords anywhere."""

from medimail.accounts.models import User
from medimail.audit.actions import trace


def signed_in(user: User, *, means: str, network: str, device: str) -> None:
    """`means`: the ways used, joined by `+` (`password+totp`, `psc`); `network`: the address asked from."""
    trace(user, "sign_in.accepted", user, means=means, network=network, device=device)


def refused(reason: str, *, means: str, network: str, user: User | None = None) -> None:
    """`reason` is a word of the table in docs/operate/sign-in.md; `user` when the account is known, whoever asked."""
    trace(None, "sign_in.refused", user, reason=reason, means=means, network=network)
