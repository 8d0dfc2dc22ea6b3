"""Names of e-mail domains, as mail servers compare them: no capitals, no final dot, accents as IDNA writes them."""

import re

import idna

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+(?!\d+\Z){_LABEL}")


def canonical(written: str) -> str:
    """Raises `ValueError`. National domains are not all under mssante.fr."""
    name = written.strip().removesuffix(".").lower()
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode()
    if not _DOMAIN.fullmatch(name):
        raise ValueError("no domain")
    return name
