"""Domains where anyone opens a mailbox: sharing one says nothing about where people work."""

_EXACT = frozenset(
    (
        *("bbox.fr", "club-internet.fr", "free.fr", "laposte.net", "neuf.fr", "numericable.fr", "orange.fr", "sfr.fr"),
        *("gmail.com", "googlemail.com", "icloud.com", "mac.com", "me.com", "msn.com", "wanadoo.fr"),
        *("pm.me", "proton.me", "protonmail.com", "tutanota.com"),
    )
)
_FAMILIES = frozenset(["aol", "gmx", "hotmail", "live", "outlook", "yahoo", "ymail", "yopmail"])


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def is_public(domain: str) -> bool:
    return domain in _EXACT or domain.partition(".")[0] in _FAMILIES
