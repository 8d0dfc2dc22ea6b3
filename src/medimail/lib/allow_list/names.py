"""Distinguished names of certificates, as the list writes them (RFC 4514, loosely).

Two names are one when their `key` is: attributes by their short names in capitals, values without letter case and with
single spaces (RFC 4518, compatibility forms folded), all sorted. So neither the order (the list begins with CN, a
certificate with C) nor spaces after commas matter. Sorting would confuse two names that differ by the order of equal
attributes alone; health certificates have one of each.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TYPE = r"(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)"
# A comma that no attribute follows belongs to the value: somebody will write O=DUPONT, FILS as it is said.
_BETWEEN = re.compile(rf"\s*[,;+]\s*(?=(?:OID\.)?{_TYPE}\s*=)")
_PART = re.compile(rf"(?:OID\.)?({_TYPE})\s*=(.*)", re.DOTALL)
_QUOTED = re.compile(r'=\s*"((?:[^"\\]|\\.)*)"(?=\s*(?:[,;+]|\Z))', re.DOTALL)
_ESCAPED = re.compile(r"((?:\\[0-9A-Fa-f]{2})+)|\\(.)", re.DOTALL)
_SHORT = {
    word: short
    for short, words in {
        "CN": ("2.5.4.3", "COMMONNAME"),
        "C": ("2.5.4.6", "COUNTRYNAME"),
        "L": ("2.5.4.7", "LOCALITYNAME"),
        "ST": ("2.5.4.8", "S", "STATEORPROVINCENAME"),
        "O": ("2.5.4.10", "ORGANIZATIONNAME"),
        "OU": ("2.5.4.11", "ORGANIZATIONALUNITNAME"),
        "E": ("1.2.840.113549.1.9.1", "EMAILADDRESS"),
    }.items()
    for word in words
}
# What is escaped or quoted is no separator: while a name is cut up it stands in Unicode's private area.
_AWAY = {ord(one): 0xE000 + ord(one) for one in ',;+="\\'}
_BACK = {there: here for here, there in _AWAY.items()}
_STRUCTURE = re.compile(r"3\d{14}|1[0-9AB]{9}")
LONGEST = 500
_LONGEST_KEY, _LONGEST_OPERATOR = 2_000, 255  # folding may lengthen, and an index takes 2,700 bytes


@dataclass(frozen=True, slots=True)
class DistinguishedName:
    key: str
    common_name: str
    organization: str
    operator: str
    """One operator has several certificates: its number (OU: `3` + SIRET, `1` + FINESS), else its name."""


@lru_cache(maxsize=4096)
def read(text: str) -> DistinguishedName:
    """Raises `ValueError` when it is no name, or one without CN, which no certificate could ever match."""
    if len(text) > LONGEST or any(ord(one) in _BACK for one in text):
        raise ValueError("too long, or of no script")
    quoted = _QUOTED.sub(lambda found: "=" + _plain(found[1]).translate(_AWAY), text.strip())
    parts = _BETWEEN.split(_ESCAPED.sub(lambda found: _unescaped(found).translate(_AWAY), quoted))
    pairs = [_pair(part) for part in parts]
    common_name, organization, unit = (_first(pairs, kind) for kind in ("CN", "O", "OU"))
    if not common_name:
        raise ValueError("no common name")
    number = unit.replace(" ", "").upper()
    operator = number if _STRUCTURE.fullmatch(number) else _folded(organization or common_name)
    key = ",".join(sorted(f"{kind}={_escaped(_folded(value))}" for kind, value in pairs))
    if len(key.encode()) > _LONGEST_KEY or len(operator) > _LONGEST_OPERATOR:
        raise ValueError("too long")
    return DistinguishedName(key, common_name, organization, operator)


def of(common_name: str) -> DistinguishedName:
    """A name that is nothing more. Raises `ValueError`."""
    return read('CN="' + re.sub(r'(["\\\\])', r"\\\1", common_name) + '"')


def _pair(part: str) -> tuple[str, str]:
    found = _PART.fullmatch(part)
    value = " ".join(found[2].translate(_BACK).split()) if found else ""
    if not found or not value or not value.isprintable():
        raise ValueError("no name")
    kind = found[1].upper()
    return _SHORT.get(kind, kind), value


def _plain(value: str) -> str:
    return _ESCAPED.sub(_unescaped, value)


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[1].replace("\\", "")).decode() if found[1] else found[2]


def _first(pairs: list[tuple[str, str]], kind: str) -> str:
    return next((value for known, value in pairs if known == kind), "")


def _folded(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).split())


def _escaped(value: str) -> str:
    return re.sub(r"([\\,])", r"\\\1", value)
