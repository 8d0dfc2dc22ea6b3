"""Messages of a file into a box: in their folders, with their dates, none twice."""

from contextlib import suppress
from typing import IO

from django.utils import timezone

from medimail.lib.imap_bulk import BulkSession
from medimail.lib.imap_errors import ImapFull, ImapUnavailable
from medimail.lib.mail_files import archive
from medimail.lib.mail_files.archive import Found
from medimail.lib.mail_files.letter import Letter
from medimail.mail.errors import MailboxFull
from medimail.transfers import places
from medimail.transfers.errors import Ended
from medimail.transfers.folder_names import LOOSE, inside
from medimail.transfers.models import Transfer
from medimail.transfers.progress import Progress, began
from medimail.transfers.store import connected, opened
from medimail.transfers.telling import told_ready

_BATCH, _MOST = 4 * 1024 * 1024, 100
_MOST_FOLDERS = 500
_MOST_LISTED = 1000


class _TooMuch(Exception):
    """More came out of the file than could ever fit into the box."""


def run(transfer_id: int) -> None:
    """Raises MailUnavailable: the job then begins again, and what is in already is recognised."""
    transfer = began(transfer_id)
    if transfer is None:
        return
    progress = Progress(transfer)
    with suppress(Ended):
        try:
            with opened(transfer.mailbox) as session:
                _Filing(transfer, progress, session).all()
        except MailboxFull:
            _ended(progress, Transfer.State.STOPPED, "full")
        except archive.Refused as refusal:
            _ended(progress, Transfer.State.FAILED, refusal.word)
        except _TooMuch:
            _ended(progress, Transfer.State.FAILED, "bomb")
        except FileNotFoundError:
            _ended(progress, Transfer.State.FAILED, "file")
        else:
            _ended(progress, Transfer.State.DONE, "")
            places.file_of(transfer).unlink(missing_ok=True)
            told_ready(transfer)


def _ended(progress: Progress, state: str, problem: str) -> None:
    progress.end(state, problem, expires_at=timezone.now() + places.KEPT)


class _Filing:
    def __init__(self, transfer: Transfer, progress: Progress, session: BulkSession) -> None:
        self.transfer, self.progress, self.session = transfer, progress, session
        self.known: dict[str, set[bytes]] = {}
        self.renamed: dict[str, str] = {}
        self.waiting: list[Letter] = []
        self.folder = ""
        self.listed = 0

    def all(self) -> None:
        room = 4 * self.transfer.mailbox.quota_bytes
        with (
            places.created(places.report_of(self.transfer)) as report,
            places.file_of(self.transfer).open("rb") as file,
        ):
            for found in archive.letters(file):
                if found.letter is None:
                    self._leave_out(found, report)
                    continue
                room -= len(found.letter.raw)
                if room < 0:
                    raise _TooMuch
                self._take(self._folder(found.folder), found.letter)
                self.progress.weight = file.tell()
                self.progress.tell()
            self._flush()

    def _take(self, folder: str, letter: Letter) -> None:
        if letter.identity in self.known[folder]:
            self.progress.doubles += 1
            return
        self.known[folder].add(letter.identity)
        weight = sum(len(one.raw) for one in self.waiting) + len(letter.raw)
        if folder != self.folder or weight > _BATCH or len(self.waiting) == _MOST:
            self._flush()
        self.folder = folder
        self.waiting.append(letter)

    def _flush(self) -> None:
        """All at once; when that is refused, one after the other, so that one message holds back no other."""
        letters, self.waiting = self.waiting, []
        try:
            if letters:
                self.session.put(self.folder, letters)
                self.progress.done += len(letters)
        except ImapFull:
            self._one_by_one(letters)
        except ImapUnavailable:
            self._reconnect()
            self._one_by_one(self._not_there(letters))

    def _not_there(self, letters: list[Letter]) -> list[Letter]:
        """Dovecot may have taken them all before it fell silent."""
        there = self.session.identities(self.session.open(self.folder, readonly=True).exists)
        missing = [letter for letter in letters if letter.identity not in there]
        self.progress.done += len(letters) - len(missing)
        return missing

    def _one_by_one(self, letters: list[Letter]) -> None:
        """Raises ImapFull at the first that has no room."""
        for letter in letters:
            try:
                self.session.put(self.folder, [letter])
                self.progress.done += 1
            except ImapFull:
                raise
            except ImapUnavailable:
                self._reconnect()
                self.progress.left_out += 1

    def _folder(self, parts: tuple[str, ...]) -> str:
        """Its name in the box, where it stands from now on."""
        name = inside(parts)
        if len(self.known) >= _MOST_FOLDERS and name not in self.known:
            name = LOOSE
        if name not in self.known:
            try:
                self._make(name)
            except ImapUnavailable:  # a name that Dovecot does not take
                self._reconnect()
                self._make(LOOSE)
                self.known[name] = self.known[LOOSE]
                self.renamed[name] = LOOSE
        return self.renamed.get(name, name)

    def _make(self, name: str) -> None:
        self.session.make(name)
        exists = self.session.open(name, readonly=True).exists
        self.known.setdefault(name, self.session.identities(exists))

    def _leave_out(self, found: Found, report: IO[bytes]) -> None:
        self.progress.left_out += 1
        if self.listed < _MOST_LISTED:
            self.listed += 1
            report.write(f"{found.name}\n".encode("utf-8", "replace"))

    def _reconnect(self) -> None:
        self.session.close()
        self.session = connected(self.transfer.mailbox)
