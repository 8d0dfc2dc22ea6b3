"""One post of the composer: send or store it, and turn each failure into a sentence beside its field.

Whatever happens the text stays on the page, and files that reached us stay in the stored draft.
"""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from medimail.accounts.models import User
from medimail.accounts.queries import preferences_of
from medimail.mail import actions, drafts
from medimail.mail.actions import Composition, Sending, Upload
from medimail.mail.drafts import DraftFile
from medimail.mail.errors import (
    AlreadyLeft,
    DraftChanged,
    MailboxFull,
    MailUnavailable,
    NotAMoment,
    RecipientsRefused,
    TooLarge,
    TooManyRecipients,
)
from medimail.mailboxes.models import Mailbox
from medimail.web.mail import sentences, warnings
from medimail.web.mail.forms import MAX_SUBJECT, MAX_TEXT, ComposeForm
from medimail.web.mail.thread import Thread

_ADDRESSED = ("to", "cc", "bcc")


class Attempt:
    """`thread` follows the stored draft; `down` is true when an engine did not answer."""

    def __init__(
        self, mailbox: Mailbox, person: User, form: ComposeForm, thread: Thread, kept: list[int] | None
    ) -> None:
        self.mailbox, self.person, self.form, self.thread, self.kept = mailbox, person, form, thread, kept
        self.down = False
        self.doubts: list[str] = []
        self.sending: Sending | None = None

    def send(self, *, sure: bool) -> bool:
        if self.form.is_valid() and not any(self.form.cleaned_data[name] for name in _ADDRESSED):
            self.form.add_error("to", sentences.NOBODY)
        if self.form.is_valid() and not sure:
            self.doubts = warnings.doubts(self.mailbox, self.person, self._composition(), files=self._carries())
            if self.doubts:
                self._rescue()
                return False
        return self._checked(self._send)

    def save(self) -> bool:
        return self._checked(self._store)

    def keep(self) -> bool:
        """As one types: nothing is refused for its form, a draft may be unfinished."""
        self.form.is_valid()
        return self._told(self._store)

    def parts(self) -> list[DraftFile]:
        """Files the page offers to keep: those of the draft, or of the message being forwarded."""
        place = ("brouillons", self.thread.draft_uid) if self.thread.draft_uid else self.thread.forwarded
        if place is None:
            return []
        try:
            return drafts.files_of(self.mailbox, self.person, *place)
        except (ObjectDoesNotExist, MailUnavailable):
            return []

    def _checked(self, act: Callable[[], None]) -> bool:
        if self.form.is_valid():
            return self._told(act)
        self._rescue()
        return False

    def _rescue(self) -> None:
        """The form goes back to the person; a browser forgets the files it sent, so the draft remembers them."""
        if self.form.cleaned_data.get("uploads") or (self.thread.forwarded and not self.thread.draft_uid):
            self._told(self._store)

    def _told(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except RecipientsRefused as refusal:
            self.thread = replace(self.thread, draft_uid=refusal.draft_uid)
            self._name(refusal.reasons)
        except TooManyRecipients as excess:
            self.form.add_error("to", sentences.too_many(excess.count, excess.limit))
            self._rescue()
        except TooLarge as excess:
            total = sum(upload.size for upload in self._uploads()) + sum(part.size for part in self._chosen())
            self.form.add_error("uploads", sentences.too_large(total, excess.limit))
        except NotAMoment:
            self.form.add_error("send_at", sentences.NOT_A_MOMENT)
        except AlreadyLeft:
            self.form.add_error(None, sentences.LEFT)
        except DraftChanged:
            self.form.add_error(None, sentences.CHANGED)
        except MailboxFull:
            self.form.add_error(None, sentences.FULL)
        except MailUnavailable:
            self.down = True
            self.form.add_error(None, sentences.DOWN)
        except ObjectDoesNotExist:
            self.thread = replace(self.thread, draft_uid=None, forwarded=None)
            self.form.add_error("uploads", sentences.FILES_GONE)
        else:
            return True
        return False

    def _name(self, reasons: dict[str, str]) -> None:
        """Each refused address is told beside the field it was typed in."""
        for address, reason in reasons.items():
            typed_in = (
                name for name in _ADDRESSED if address.casefold() in map(str.casefold, self.form.addresses(name))
            )
            self.form.add_error(next(typed_in, "to"), reason)

    def _store(self) -> None:
        saved = actions.save_draft(self.mailbox, self.person, self._composition())
        self.thread = replace(self.thread, draft_uid=saved.uid)

    def _send(self) -> None:
        undo = preferences_of(self.person).undo_seconds
        self.sending = actions.send(self.mailbox, self.person, self._composition(), undo_seconds=undo)

    def _composition(self) -> Composition:
        """Of what was typed, all that can be stored: a draft is kept even while a field waits to be corrected."""
        form, thread = self.form, self.thread
        to, cc, bcc = (form.addresses(name) if form.is_valid() else form.pieces(name) for name in _ADDRESSED)
        if not form.is_valid():
            to, cc, bcc = _first(settings.MEDIMAIL_MAX_RECIPIENTS, to, cc, bcc)
        html, text = form.words()
        return Composition(
            message_id=thread.message_id,
            to=to,
            cc=cc,
            bcc=bcc,
            subject=" ".join(form.typed("subject").split())[:MAX_SUBJECT],
            text=text[:MAX_TEXT],
            html=html,
            uploads=self._uploads(),
            kept=self.kept if thread.draft_uid or thread.forwarded else [],
            draft_uid=thread.draft_uid,
            in_reply_to=thread.in_reply_to,
            references=thread.references,
            answered=thread.answered,
            forwarded=thread.forwarded,
            writer=thread.writer,
            **form.wishes(),
        )

    def _uploads(self) -> list[Upload]:
        return [
            Upload(file.name or "document", file.content_type or "application/octet-stream", file.file)
            for file in self.form.cleaned_data.get("uploads", [])
        ]

    def _carries(self) -> bool:
        return bool(self._uploads() or (self._chosen() if self.kept or self.kept is None else []))

    def _chosen(self) -> list[DraftFile]:
        return [part for part in self.parts() if self.kept is None or part.part in self.kept]


def _first(limit: int, *lists: list[str]) -> list[list[str]]:
    """At most `limit` addresses over all the lists, the first ones first."""
    cut = []
    for addresses in lists:
        cut.append(addresses[:limit])
        limit -= len(cut[-1])
    return cut
