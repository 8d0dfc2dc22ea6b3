"""How a composer opens: empty, as an answer, as a forward, or on a stored draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import Http404, QueryDict

from medimail.accounts.models import User
from medimail.contacts.access import favourite_for, group_for
from medimail.contacts.queries import Suggestion, suggestion_of
from medimail.deliveries.access import delivery_for
from medimail.directory.access import entry_for
from medimail.directory.models import Entry
from medimail.lib import rich_text
from medimail.mail import drafts, queries, reopening, sent
from medimail.mail.drafts import DraftFile
from medimail.mail.folders import GUID
from medimail.mail.queries import MessageView
from medimail.mailboxes.models import Mailbox
from medimail.web.directory.sentences import lines_to_share, name_of, recipient, written
from medimail.web.directory.viewer import viewer_of
from medimail.web.mail.folders import LABELS
from medimail.web.mail.forms import MAX_SUBJECT
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.subjects import prefixed
from medimail.web.mail.thread import Thread, new_thread
from medimail.web.moments import spoken

_MAX_QUOTE = 100_000


@dataclass(frozen=True, slots=True)
class Start:
    title: str
    thread: Thread
    values: Mapping[str, object] = field(default_factory=dict)
    parts: list[DraftFile] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    """Of the recipients, those that no directory lists any more."""


def start(mailbox: Mailbox, person: User, query: QueryDict) -> Start:
    if origin := query.get("repondre"):
        return _answer(mailbox, _read(mailbox, person, origin), to_all="tous" in query)
    if origin := query.get("transferer"):
        return _forward(mailbox, person, _read(mailbox, person, origin))
    if uid := query.get("brouillon"):
        return _draft(mailbox, person, _read(mailbox, person, f"brouillons:{uid}"))
    if line := query.get("renvoyer"):
        return _again(mailbox, person, _number(line))
    return _addressed(mailbox, person, query)


def names_entry(query: QueryDict) -> bool:
    """Opens on a line of the directory: a door to it like its pages."""
    return "pour" in query or "fiche" in query


def _addressed(mailbox: Mailbox, person: User, query: QueryDict) -> Start:
    """To someone of the directory or of a book, named by a number: no history of a browser tells who was written to."""
    if known := query.get("pour"):
        return Start("Nouveau message", new_thread(mailbox), {"to": recipient(_entry(person, known))})
    if known := query.get("fiche"):
        return Start("Envoyer une fiche", new_thread(mailbox), _card(_entry(person, known)))
    if known := query.get("favori"):
        return _kept(mailbox, suggestion_of(favourite_for(person, _number(known))))
    if known := query.get("groupe"):
        return _kept(mailbox, suggestion_of(group_for(person, _number(known))))
    return Start("Nouveau message", new_thread(mailbox))


def _kept(mailbox: Mailbox, chosen: Suggestion) -> Start:
    """Of the person's book, or of the box's."""
    single = not chosen.is_group
    to = written(chosen.name, chosen.addresses[0]) if single else ", ".join(chosen.addresses)
    return Start("Nouveau message", new_thread(mailbox), {"to": to}, gone=chosen.gone)


def _entry(person: User, number: str) -> Entry:
    return entry_for(viewer_of(person), _number(number))


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit()) or len(said) > 18:
        raise Http404
    return int(said)


def _card(entry: Entry) -> dict[str, str]:
    return {"subject": f"Coordonnées de {name_of(entry)}"[:MAX_SUBJECT], "text": lines_to_share(entry)}


def _read(mailbox: Mailbox, person: User, place: str) -> MessageView:
    folder, _, number = place.partition(":")
    uid = imap_number(number)
    if uid is None or not (folder in LABELS or GUID.fullmatch(folder)):
        raise Http404
    return queries.message(mailbox, person, folder, uid, quoting=True)


def _answer(mailbox: Mailbox, original: MessageView, *, to_all: bool) -> Start:
    own = mailbox.address.casefold()
    mine = original.sender_address.casefold() == own
    # Answering one's own message means writing again to the people it was for.
    to = [address for _, address in original.to] if mine else [original.sender_address]
    cc: list[str] = []
    if to_all:
        known = {own, *(address.casefold() for address in to)}
        rest = [address for _, address in [*([] if mine else original.to), *original.cc]]
        cc = [address for address in rest if address.casefold() not in known]
    thread = replace(
        new_thread(mailbox),
        in_reply_to=original.message_id,
        references=f"{original.references} {original.message_id}".strip(),
        answered=(original.folder, original.uid),
    )
    values: dict[str, object] = {
        "to": ", ".join(filter(None, to)),
        "cc": ", ".join(dict.fromkeys(cc)),
        "subject": prefixed("Re", original.subject, MAX_SUBJECT),
        "text": f"\n\n{_heading(original)} a écrit\u00a0:\n{_quoted(original.text)}",
    }
    return Start("Répondre à tous" if to_all else "Répondre", thread, values)


def _again(mailbox: Mailbox, person: User, number: int) -> Start:
    """What one recipient did not get, to that one alone."""
    line = delivery_for(mailbox, number)
    found = sent.copies(mailbox, person, [line.message_id], line.sent_at)
    if line.message_id not in found:
        raise Http404
    uid = found[line.message_id][0]
    original = _read(mailbox, person, f"envoyes:{uid}")
    thread = replace(new_thread(mailbox), forwarded=("envoyes", uid))
    values: dict[str, object] = {"to": line.recipient, "subject": original.subject, "text": original.text}
    return Start("Renvoyer", thread, values, drafts.files_of(mailbox, person, "envoyes", uid))


def _forward(mailbox: Mailbox, person: User, original: MessageView) -> Start:
    thread = replace(new_thread(mailbox), forwarded=(original.folder, original.uid))
    recipients = ", ".join(name or address for name, address in original.to)
    header = f"{_heading(original)} a écrit à {recipients} :" if recipients else f"{_heading(original)} a écrit :"
    values: dict[str, object] = {
        "subject": prefixed("Tr", original.subject, MAX_SUBJECT),
        "text": f"\n\n{header}\n\n{original.text[:_MAX_QUOTE]}",
    }
    return Start("Transférer", thread, values, drafts.files_of(mailbox, person, original.folder, original.uid))


def _draft(mailbox: Mailbox, person: User, stored: MessageView) -> Start:
    kept = reopening.kept(mailbox, person, stored.uid)
    thread = Thread(
        stored.message_id,
        draft_uid=stored.uid,
        in_reply_to=kept.in_reply_to,
        references=stored.references,
        answered=kept.answered,
    )
    values: dict[str, object] = {
        "html": rich_text.clean(kept.html),
        "priority": kept.priority,
        "ask_read": kept.ask_read,
        "remind_days": kept.remind_days,
        "to": ", ".join(address for _, address in stored.to),
        "cc": ", ".join(address for _, address in stored.cc),
        "bcc": ", ".join(address for _, address in stored.bcc),
        "subject": stored.subject,
        "text": stored.text,
    }
    return Start("Brouillon", thread, values, kept.files)


def _heading(original: MessageView) -> str:
    who = original.sender_name or original.sender_address
    if original.date is None:
        return who
    return f"Le {spoken(original.date)}, {who}"


def _quoted(text: str) -> str:
    lines = text[:_MAX_QUOTE].strip().splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)[:_MAX_QUOTE]
