"""The list itself, read from what its signature covers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID
from lxml import etree

from medimail.lib.allow_list import names
from medimail.lib.allow_list.domains import canonical
from medimail.lib.allow_list.names import DistinguishedName
from medimail.lib.allow_list.signature import DS, verified
from medimail.lib.allow_list.trust import Trust
from medimail.lib.national_files.errors import FileRefused

NS = "{https://listeblanche.mssante.fr/schema}"
LONGEST = 32 * 1024 * 1024
"""Of the file: six times the list of 2026."""
_MOST_TAGS = 1_000_000
_MOST_UNFIT = 0.05
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Entry:
    domain: str
    operator: DistinguishedName
    written: str
    """The operator's name as the list has it."""
    description: str
    responsible: str
    support: str


@dataclass(frozen=True, slots=True)
class AllowList:
    generated_at: datetime
    entries: tuple[Entry, ...]
    unfit: dict[str, int]
    """Why an entry was left out → how many."""
    signer: str
    signer_until: datetime

    @property
    def domains(self) -> set[str]:
        return {one.domain for one in self.entries}

    @property
    def certificates(self) -> set[str]:
        return {one.operator.key for one in self.entries}

    @property
    def operators(self) -> set[str]:
        return {one.operator.operator for one in self.entries}


def read(content: bytes, *, trust: Trust, now: datetime) -> AllowList:
    """Raises `FileRefused`. 9,000 entries take about half a second."""
    root = _parsed(content)
    _expect(root, ["DateDeGeneration", "ListeDomaines"], signed=True)
    covered, signer = verified(root, trust, now)
    # From here on, only what was verified.
    root = _parsed(covered)
    dated, listed = _expect(root, ["DateDeGeneration", "ListeDomaines"], signed=False)
    generated_at, unfit = _moment(dated), Counter[str]()
    entries = tuple(_entries(listed, unfit))
    if unfit.total() > (len(entries) + unfit.total()) * _MOST_UNFIT:
        raise FileRefused("unfit", unfit.most_common(1)[0][0])
    if not entries:
        raise FileRefused("empty")
    return AllowList(generated_at, entries, dict(unfit), _common_name(signer), signer.not_valid_after_utc)


def _parsed(content: bytes) -> Any:  # noqa: ANN401 (lxml carries no types)
    if len(content) > LONGEST or content.count(b"<") > _MOST_TAGS:
        raise FileRefused("too_large")
    # Read as UTF-8 whatever it says of itself, so a declaration cannot hide in another encoding.
    if b"<!DOCTYPE" in content:
        raise FileRefused("doctype")
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused("not_xml") from error


def _expect(root: Any, children: list[str], *, signed: bool) -> list[Any]:  # noqa: ANN401
    """Exactly these: a second list, or one elsewhere, is no list."""
    found = [one for one in root if isinstance(one.tag, str)]
    ours = [one for one in found if not (signed and one.tag == f"{DS}Signature")]
    if root.tag != f"{NS}ListeBlancheMSSante" or [one.tag for one in ours] != [f"{NS}{name}" for name in children]:
        raise FileRefused("shape")
    return ours


def _entries(listed: Any, unfit: Counter[str]) -> Iterator[Entry]:  # noqa: ANN401
    for one in listed:
        if one.tag != f"{NS}Domaine":
            raise FileRefused("shape")
        fields = {child.tag: child for child in one}
        if len(fields) != len(one):
            unfit["twice"] += 1
            continue
        try:
            written = _text(fields[f"{NS}DNCertificatOperateur"])
            domain, operator = _text(fields[f"{NS}Nom"]), names.read(written)
            said = [
                _said(fields.get(f"{NS}{name}")) for name in ("Description", "ResponsableContact", "SupportContact")
            ]
            yield Entry(canonical(domain), operator, written, *said)
        except KeyError:
            unfit["missing"] += 1
        except ValueError:
            unfit["name"] += 1


def _text(element: Any) -> str:  # noqa: ANN401
    """All of it: an element or instruction inside would cut the text in two, and lxml would give the first half."""
    if len(element):
        raise ValueError("no plain text")
    return (element.text or "").strip()


def _said(element: Any) -> str:  # noqa: ANN401
    return " ".join(_text(element).split())[:_LONGEST_TEXT] if element is not None else ""


def _moment(element: Any) -> datetime:  # noqa: ANN401
    try:
        moment = datetime.fromisoformat(_text(element))
    except ValueError as error:
        raise FileRefused("undated") from error
    if moment.tzinfo is None:
        raise FileRefused("undated")
    return moment


def _common_name(signer: x509.Certificate) -> str:
    return next((str(one.value) for one in signer.subject.get_attributes_for_oid(NameOID.COMMON_NAME)), "")
