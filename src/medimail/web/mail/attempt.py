"""One post of the composer: send or store it, and turn each failure into a sentence beside its field.

Whatever happens the text stays on the page, and files that reached us stay in the stored draft.
"""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from medimail.accounts.models import User
from medimail.mail import actions, queries
from medimail.mail.actions import Composition, Upload
from medimail.mail.errors import MailboxFull, MailUnavailable, RecipientsRefused, TooLarge, TooManyRecipients
from medimail.mail.queries import Attachment
from medimail.mailboxes.models import Mailbox
from medimail.web.mail import sentences
from medimail.web.mail.forms import MAX_SUBJECT, MAX_TEXT, ComposeForm
from medimail.web.mail.thread import Thread

_ADDRESSED = ("to", "cc", "bcc")


class Attempt:
    """`thread` follows the stored draft; `down` is true when an engine did not answer."""

    def __init__(self, mailbox: Mailbox, person: User, form: ComposeForm, thread: Thread, kept: list[int]) -> None:
        self.mailbox, self.person, self.form, self.thread, self.kept = mailbox, person, form, thread, kept
        self.down = False

    def send(self) -> bool:
        if self.form.is_valid() and not any(self.form.cleaned_data[name] for name in _ADDRESSED):
            self.form.add_error("to", sentences.NOBODY)
        return self._checked(lambda: actions.send(self.mailbox, self.person, self._composition()))

    def save(self) -> bool:
        return self._checked(self._store)

    def parts(self) -> list[Attachment]:
        """Files the page offers to keep: those of the draft, or of the message being forwarded."""
        place = ("brouillons", self.thread.draft_uid) if self.thread.draft_uid else self.thread.forwarded
        if place is None:
            return []
        try:
            return queries.attachments(self.mailbox, self.person, *place)
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
            total = sum(len(upload.content) for upload in self._uploads()) + sum(part.size for part in self._chosen())
            self.form.add_error("uploads", sentences.too_large(total, excess.limit))
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
        uid = actions.save_draft(self.mailbox, self.person, self._composition())
        self.thread = replace(self.thread, draft_uid=uid)

    def _composition(self) -> Composition:
        """Of what was typed, all that can be stored: a draft is kept even while a field waits to be corrected."""
        form, thread = self.form, self.thread
        to, cc, bcc = (form.addresses(name) for name in _ADDRESSED)
        if not form.is_valid():
            to, cc, bcc = _first(settings.MEDIMAIL_MAX_RECIPIENTS, to, cc, bcc)
        return Composition(
            message_id=thread.message_id,
            to=to,
            cc=cc,
            bcc=bcc,
            subject=" ".join(form.typed("subject").split())[:MAX_SUBJECT],
            text=form.typed("text")[:MAX_TEXT],
            uploads=[*self._forwarded(), *self._uploads()],
            kept=self.kept if thread.draft_uid else [],
            draft_uid=thread.draft_uid,
            in_reply_to=thread.in_reply_to,
            references=thread.references,
            answered=thread.answered,
        )

    def _uploads(self) -> list[Upload]:
        uploads = []
        for file in self.form.cleaned_data.get("uploads", []):
            file.seek(0)
            uploads.append(
                Upload(file.name or "document", file.content_type or "application/octet-stream", file.read())
            )
        return uploads

    def _forwarded(self) -> list[Upload]:
        if self.thread.draft_uid or not self.thread.forwarded or not self.kept:
            return []
        found = queries.files(self.mailbox, self.person, *self.thread.forwarded, self.kept)
        return [Upload(described.filename, described.content_type, content) for described, content in found]

    def _chosen(self) -> list[Attachment]:
        return [part for part in self.parts() if part.part in self.kept]


def _first(limit: int, *lists: list[str]) -> list[list[str]]:
    """At most `limit` addresses over all the lists, the first ones first."""
    cut = []
    for addresses in lists:
        cut.append(addresses[:limit])
        limit -= len(cut[-1])
    return cut
