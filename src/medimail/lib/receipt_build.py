"""The read receipt a person sends back (RFC 8098): three facts, and nothing of the message itself."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr

from medimail.lib import mime_build, mime_text

_BOUNDARY = "accuse-de-lecture"


@dataclass(frozen=True, slots=True)
class Receipt:
    reader: tuple[str, str]
    to: str
    message_id: str
    """Of the message that was read."""
    product: str
    date: datetime
    automatic: bool


def build(receipt: Receipt) -> bytes:
    """Raises ValueError when an address or the Message-ID is not well formed."""
    name, reader = receipt.reader
    if not (mime_build.is_address(receipt.to) and mime_build.is_address(reader)):
        raise ValueError("not an address")
    if not mime_build.is_message_id(receipt.message_id):
        raise ValueError("not a message id")
    mode = "automatic-action/MDN-sent-automatically" if receipt.automatic else "manual-action/MDN-sent-manually"
    lines = [
        f"From: {formataddr((mime_text.shown(name), reader), 'utf-8')}",
        f"To: {receipt.to}",
        "Subject: =?utf-8?Q?Accus=C3=A9_de_lecture?=",
        f"Date: {format_datetime(receipt.date)}",
        f"Message-ID: {mime_build.new_message_id(reader.rpartition('@')[2])}",
        f"In-Reply-To: {receipt.message_id}",
        f"References: {receipt.message_id}",
        f"Auto-Submitted: {'auto-replied' if receipt.automatic else 'no'}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=disposition-notification; boundary="{_BOUNDARY}"',
        "",
        f"--{_BOUNDARY}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        f"Votre message a été affiché par {reader}.",
        "Cela ne dit pas qu’il a été compris ni traité.",
        "",
        f"--{_BOUNDARY}",
        "Content-Type: message/disposition-notification",
        "",
        f"Reporting-UA: {receipt.product}",
        f"Final-Recipient: rfc822; {reader}",
        f"Original-Message-ID: {receipt.message_id}",
        f"Disposition: {mode}; displayed",
        "",
        f"--{_BOUNDARY}--",
        "",
    ]
    return "\r\n".join(lines).encode()
