"""What an address of a list asks for: which messages, in which order, from where on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from medimail.labels.queries import KnownLabel
from medimail.mail.listing import Filter, Order, Wanted
from medimail.web.mail.numbers import imap_number


@dataclass(frozen=True, slots=True)
class Choice:
    word: str
    label: str
    query: str
    chosen: bool


_FILTERS: dict[str, tuple[Filter, str]] = {
    "": ("", "Tous"),
    "non-lus": ("unseen", "Non lus"),
    "suivis": ("flagged", "Suivis"),
    "pieces": ("attachment", "Avec pièce jointe"),
    "patients": ("patients", "De patients"),
    "professionnels": ("professionals", "De professionnels"),
}
_TEAM: dict[str, tuple[str, tuple[tuple[str, bool], ...]]] = {
    "a-prendre": ("À prendre", (("$taken", False), ("$waiting", False), ("$done", False))),
    "a-moi": ("À moi", (("$for{person}", True), ("$done", False))),
    "en-attente": ("En attente", (("$waiting", True),)),
    "faits": ("Faits", (("$done", True),)),
}
_LABEL = re.compile(r"etiquette-(\d{1,4})", re.ASCII)
_ORDERS: dict[str, tuple[Order, str]] = {
    "": ("", "Date"),
    "expediteur": ("sender", "Expéditeur"),
    "taille": ("size", "Taille"),
}


def wanted(query: QueryDict, *, conversations: bool, team: int | None = None) -> Wanted:
    """Words we do not know ask for nothing. `team`: who asks, in a shared box."""
    only = query.get("filtre", "")
    if team and only in _TEAM:
        keywords = tuple((word.format(person=team), has) for word, has in _TEAM[only][1])
        order = _ORDERS.get(query.get("tri", ""), ("", ""))[0]
        return Wanted("keywords", order, keywords=keywords, named=True, before=imap_number(query.get("avant")))
    label = f"$label{found[1]}" if (found := _LABEL.fullmatch(only)) else ""
    order = _ORDERS.get(query.get("tri", ""), ("", ""))[0]
    return Wanted(
        only="label" if label else _FILTERS.get(only, ("", ""))[0],
        order="" if only in {"patients", "professionnels"} else order,
        label=label,
        before=imap_number(query.get("avant")),
        conversations=conversations and not order,
        named=team is not None,
    )


def kept(query: QueryDict, **changes: str) -> str:
    """The same question with changes, for a link: `?filtre=…`, or nothing."""
    words = {name: query.get(name, "") for name in ("filtre", "tri")} | changes
    known = (words["filtre"] in _FILTERS | _TEAM or _LABEL.fullmatch(words["filtre"])) and words["tri"] in _ORDERS
    asked = urlencode({name: word for name, word in words.items() if word and known})
    return f"?{asked}" if asked else ""


def filters(query: QueryDict, labels: Iterable[KnownLabel], *, team: bool = False) -> list[Choice]:
    names = {word: label for word, (_, label) in _FILTERS.items()}
    names |= {word: label for word, (label, _) in _TEAM.items()} if team else {}
    names |= {f"etiquette-{label.number}": label.name for label in labels}
    current = query.get("filtre", "") if query.get("filtre", "") in names else ""
    return [Choice(word, label, kept(query, filtre=word), word == current) for word, label in names.items()]


def orders(query: QueryDict) -> list[Choice]:
    names = {word: label for word, (_, label) in _ORDERS.items()}
    current = query.get("tri", "") if query.get("tri", "") in names else ""
    return [Choice(word, label, kept(query, tri=word), word == current) for word, label in names.items()]
