"""The local part of a mailbox address, from a person's names."""

import re
import unicodedata
from collections.abc import Iterator

MAX_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
_RESERVED = {"postmaster", "abuse", "admin", "root", "hostmaster", "webmaster", "mailer-daemon"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def slug(name: str) -> str:
    """`D'Étigny-Ñuñez` → `d-etigny-nunez`: ASCII letters and digits, single hyphens inside."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LIGATURES))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def shared_part(wanted: str) -> str:
    """`Cardiologie.Secrétariat` → `cardiologie.secretariat`; empty when nothing can be made of it (RFC 2142, INS)."""
    part = ".".join(filter(None, map(slug, wanted.split("."))))[:MAX_LOCAL_PART].strip("-.")
    return "" if part in _RESERVED or re.fullmatch(r"\d{15}", part) else part


def local_parts(first_name: str, last_name: str) -> Iterator[str]:
    """`prenom.nom`, then `prenom.nom2`, `prenom.nom3`…: homonyms count up and no suffix is ever given twice.

    Reserved names (RFC 2142) start at 2, and so does what would look like a patient's address (15 digits, INS).
    """
    base = ".".join(part for part in (slug(first_name), slug(last_name)) if part) or "professionnel"
    base = base[: MAX_LOCAL_PART - 6].strip("-.")
    if base not in _RESERVED and not re.fullmatch(r"\d{15}", base):
        yield base
    for rank in range(2, 100_000):
        yield f"{base}{rank}"
