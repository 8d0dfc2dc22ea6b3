"""What an address of a list asks for: which messages, in which order, from where on."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from medimail.mail.listing import Filter, Order, Wanted
from medimail.mail.sorting import LABELS
from medimail.web.mail.numbers import imap_number


@dataclass(frozen=True, slots=True)
class Choice:
    word: str
    label: str
    query: str
    chosen: bool


LABEL_NAMES = dict(zip(LABELS, ("Important", "Travail", "Personnel", "À faire", "Plus tard"), strict=True))
_FILTERS: dict[str, tuple[Filter, str]] = {
    "": ("", "Tous"),
    "non-lus": ("unseen", "Non lus"),
    "suivis": ("flagged", "Suivis"),
    "pieces": ("attachment", "Avec pièce jointe"),
    "patients": ("patients", "De patients"),
    "professionnels": ("professionals", "De professionnels"),
}
_LABELS = {f"etiquette-{number}": label for number, label in enumerate(LABELS, 1)}
_ORDERS: dict[str, tuple[Order, str]] = {
    "": ("", "Date"),
    "expediteur": ("sender", "Expéditeur"),
    "taille": ("size", "Taille"),
}


def wanted(query: QueryDict, *, conversations: bool) -> Wanted:
    """Words we do not know ask for nothing."""
    only, label = query.get("filtre", ""), _LABELS.get(query.get("filtre", ""), "")
    order = _ORDERS.get(query.get("tri", ""), ("", ""))[0]
    return Wanted(
        only="label" if label else _FILTERS.get(only, ("", ""))[0],
        order="" if only in {"patients", "professionnels"} else order,
        label=label,
        before=imap_number(query.get("avant")),
        conversations=conversations and not order,
    )


def kept(query: QueryDict, **changes: str) -> str:
    """The same question with changes, for a link: `?filtre=…`, or nothing."""
    words = {name: query.get(name, "") for name in ("filtre", "tri")} | changes
    known = words["filtre"] in _FILTERS.keys() | _LABELS.keys() and words["tri"] in _ORDERS
    asked = urlencode({name: word for name, word in words.items() if word and known})
    return f"?{asked}" if asked else ""


def filters(query: QueryDict) -> list[Choice]:
    names = {word: label for word, (_, label) in _FILTERS.items()}
    names |= {word: LABEL_NAMES[label] for word, label in _LABELS.items()}
    current = query.get("filtre", "") if query.get("filtre", "") in names else ""
    return [Choice(word, label, kept(query, filtre=word), word == current) for word, label in names.items()]


def orders(query: QueryDict) -> list[Choice]:
    names = {word: label for word, (_, label) in _ORDERS.items()}
    current = query.get("tri", "") if query.get("tri", "") in names else ""
    return [Choice(word, label, kept(query, tri=word), word == current) for word, label in names.items()]
