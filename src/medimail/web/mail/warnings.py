"""What a careful colleague would ask before the message leaves. One look, then « Envoyer quand même »."""

import re

from medimail.accounts.models import User
from medimail.directory.models import Entry
from medimail.directory.queries import bearers, correspondent
from medimail.mail.actions import Composition
from medimail.mail.correspondents import written_to
from medimail.mailboxes.models import Mailbox
from medimail.web.directory.sentences import name_of

# What is said of a file, in the writer's own lines: a quoted message speaks of its own files.
_SAID = re.compile(
    r"\b(?:ci[- ]?joint|ci[- ]?inclus|ci[- ]?après le (?:document|courrier)|en pi[eè]ces? jointes?|pi[eè]ces? jointes?|"
    r"en annexe|joins? (?:à ce|le|la|les|un|une|mon|votre|son)|PJ)\w*",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"^(?:>.*|.* a écrit.*:)$", re.MULTILINE)
_FORGOTTEN = "Vous parlez d’une pièce jointe, et le message n’a aucun fichier."
_NO_SUBJECT = "L’objet est vide."
_ASKED = 5
_NO_TEXT = "Le message est vide."


def doubts(mailbox: Mailbox, person: User, composition: Composition, *, files: bool) -> list[str]:
    """A sentence each, empty when nothing is strange."""
    own = composition.text[: found.start()] if (found := _QUOTE.search(composition.text)) else composition.text
    told = [
        (not composition.subject, _NO_SUBJECT),
        (not composition.text.strip() and not files, _NO_TEXT),
        (not files and _SAID.search(own) is not None, _FORGOTTEN),
    ]
    return [*(sentence for true, sentence in told if true), *_who(mailbox, person, composition)]


def _who(mailbox: Mailbox, person: User, composition: Composition) -> list[str]:
    """Another person has the same name. Never said of whom this box wrote to before."""
    addresses = {address.lower() for address in [*composition.to, *composition.cc, *composition.bcc]}
    new = sorted(addresses - written_to(mailbox, addresses))
    if len(new) > _ASKED:  # a list, not somebody chosen among the proposed
        return []
    found = ((address, correspondent(person.pk, address)) for address in new)
    return [told for address, entry in found if entry and (told := _namesake(person, address, entry))]


def _namesake(person: User, address: str, entry: Entry) -> str:
    others = [
        one
        for one in bearers(person.pk, f"{entry.first_name} {entry.last_name}")
        if one.address != address and not _same(one, entry)
    ]
    if not others:
        return ""
    return (
        f"Deux personnes se nomment {name_of(entry)}. Vous écrivez à {_who_is(entry)}, et non à {_who_is(others[0])}."
    )


def _same(one: Entry, other: Entry) -> bool:
    return bool(one.national_id) and one.national_id == other.national_id


def _who_is(entry: Entry) -> str:
    about = ", ".join(filter(None, (entry.profession_label, entry.place)))
    return f"{entry.address} ({about})" if about else entry.address
