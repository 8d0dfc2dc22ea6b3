"""A whole box into one ZIP: a file for each message, or one MBOX for each folder. Begun anew when it was cut."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from medimail.lib.imap import Stored
from medimail.lib.imap_bulk import BulkSession, Measured, batches
from medimail.lib.imap_errors import ImapUnavailable
from medimail.lib.mail_files import mbox
from medimail.transfers import places
from medimail.transfers.entries import eml_entry, folder_entry, readme
from medimail.transfers.errors import Ended, NoRoom
from medimail.transfers.folder_names import outside
from medimail.transfers.models import Transfer
from medimail.transfers.progress import Progress, began
from medimail.transfers.store import connected, opened
from medimail.transfers.telling import told_ready

_BATCH, _MOST = 8 * 1024 * 1024, 200


def run(transfer_id: int) -> None:
    """Raises MailUnavailable: the job then tries again."""
    transfer = began(transfer_id)
    if transfer is None:
        return
    progress = Progress(transfer)
    part = places.file_of(transfer).with_suffix(".part")
    try:
        _write(transfer, progress, part)
        size = part.stat().st_size
        part.rename(places.file_of(transfer))
        progress.end(Transfer.State.DONE, size=size, expires_at=timezone.now() + places.KEPT)
        told_ready(transfer)
    except NoRoom:
        progress.end(Transfer.State.FAILED, "disk", expires_at=timezone.now() + places.KEPT)
    except Ended:
        places.remove(transfer.token)
    finally:
        part.unlink(missing_ok=True)


def _write(transfer: Transfer, progress: Progress, part: Path) -> None:
    with opened(transfer.mailbox) as session:
        folders = session.folders()
        progress.total = sum(folder.messages for folder in folders)
        places.check_room(sum(folder.size for folder in folders))
        copy = _Copy(transfer, progress, session)
        try:
            with (
                places.created(part) as file,
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
            ):
                counts = {outside(folder.name): copy.folder(folder, made) for folder in folders}
                made.writestr("LISEZ-MOI.txt", readme(transfer, counts, copy.unread))
        except OSError:  # the disk, not the store: that one has its own errors
            raise NoRoom(0) from None


class _Copy:
    def __init__(self, transfer: Transfer, progress: Progress, session: BulkSession) -> None:
        self.transfer, self.progress, self.session = transfer, progress, session
        self.unread: list[str] = []

    def folder(self, folder: Measured, made: zipfile.ZipFile) -> int:
        """How many messages of it were copied."""
        self.session.open(folder.name, readonly=True)
        sizes = self.session.sizes() if folder.messages else []
        before = self.progress.done
        if self.transfer.form == Transfer.Form.MBOX:
            with made.open(folder_entry(folder.name), "w", force_zip64=True) as file:
                for _, stored in self._messages(folder.name, sizes):
                    file.write(mbox.written(stored.raw, stored.arrived, stored.flags))
        else:
            for uid, stored in self._messages(folder.name, sizes):
                made.writestr(eml_entry(folder.name, uid, stored), stored.raw)
        return self.progress.done - before

    def _messages(self, folder: str, sizes: list[tuple[int, int]]) -> Iterator[tuple[int, Stored]]:
        for group in batches(sizes, weight=_BATCH, most=_MOST):
            for uid, stored in self._read(folder, group):
                yield uid, stored
                self.progress.done += 1
                self.progress.weight += len(stored.raw)
            places.check_room(0)
            self.progress.tell()

    def _read(self, folder: str, uids: list[int]) -> list[tuple[int, Stored]]:
        """A message that Dovecot cannot read ends the connection: the others of its group are read alone."""
        try:
            found = self.session.whole(uids)
        except ImapUnavailable:
            self._reconnect(folder)
            if len(uids) > 1:
                return [found for uid in uids for found in self._read(folder, [uid])]
            found = []
        for uid in set(uids) - {uid for uid, _ in found}:
            self.unread.append(f"{outside(folder)}, message n° {uid}")
            self.progress.left_out += 1
        return found

    def _reconnect(self, folder: str) -> None:
        self.session.close()
        self.session = connected(self.transfer.mailbox)
        self.session.open(folder, readonly=True)
