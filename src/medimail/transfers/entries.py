"""What the files of an export are called, and what its LISEZ-MOI says."""

import re
import zipfile
from datetime import datetime
from email.parser import BytesHeaderParser

from django.template.loader import render_to_string
from django.utils import timezone

from medimail.lib import mime_text
from medimail.lib.imap import Stored
from medimail.lib.mail_files.letter import head_of
from medimail.transfers.folder_names import outside
from medimail.transfers.models import Transfer

# What Windows refuses in a name (its own rules), and what would climb out of the folder where the archive is opened.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_SUBJECT = 60


def eml_entry(folder: str, uid: int, stored: Stored) -> zipfile.ZipInfo:
    """« Envoyés/2026-11-23 09h32 Objet (123).eml »."""
    arrived = timezone.localtime(stored.arrived)
    subject = mime_text.decode(BytesHeaderParser().parsebytes(head_of(stored.raw)).get("Subject", ""))
    title = _fit(subject)[:_SUBJECT].strip(" .")
    name = " ".join(word for word in (f"{arrived:%Y-%m-%d %Hh%M}", title, f"({uid}).eml") if word)
    entry = zipfile.ZipInfo(f"{_path(folder)}/{name}", _moment(arrived))
    return _private(entry)


def _moment(arrived: datetime) -> tuple[int, int, int, int, int, int]:
    """A ZIP holds the years 1980 to 2107 alone; other programs leave messages of any."""
    year = min(max(arrived.year, 1980), 2107)
    return year, arrived.month, arrived.day, arrived.hour, arrived.minute, arrived.second


def folder_entry(folder: str) -> zipfile.ZipInfo:
    return _private(zipfile.ZipInfo(f"{_path(folder)}.mbox", timezone.localtime().timetuple()[:6]))


def readme(transfer: Transfer, counts: dict[str, int], unread: list[str]) -> str:
    values = {"mailbox": transfer.mailbox, "counts": counts, "unread": unread, "now": timezone.now()}
    return render_to_string("transfers/readme.txt", values | {"messages": sum(counts.values()), "form": transfer.form})


def _private(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100600 << 16
    return entry


def _path(folder: str) -> str:
    return "/".join(_fit(part).strip(" .") or "_" for part in outside(folder).split("/"))


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)
