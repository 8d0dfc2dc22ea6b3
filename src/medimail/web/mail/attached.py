"""Attachments as a page shows them: what each one is in plain words, and whether it can be looked at here."""

from dataclasses import dataclass

from medimail.lib import tnef
from medimail.mail.queries import Attachment

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/jpg", "image/pjpeg"}
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_SIGNATURE = "Signature électronique, non vérifiée ici."
_SEALED = "Message chiffré ou signé, qui s’ouvre avec le logiciel prévu par l’expéditeur."
_NOTES = {
    **dict.fromkeys(
        ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"), _SIGNATURE
    ),
    **dict.fromkeys(("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"), _SEALED),
    "message/delivery-status": "Compte rendu de remise.",
    "message/disposition-notification": "Accusé de lecture.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    file: Attachment
    inside: str
    """The address of an attached message, which is read in its place; empty for other files."""

    @property
    def note(self) -> str:
        return _NOTES.get(self.file.content_type, "")

    @property
    def is_packed(self) -> bool:
        return self.file.content_type in tnef.KINDS or self.file.filename.lower() in tnef.NAMES

    @property
    def is_picture(self) -> bool:
        return self.file.content_type in PICTURES or self.file.filename.lower().endswith(_ENDINGS)

    @property
    def is_pdf(self) -> bool:
        return self.file.content_type == "application/pdf" or self.file.filename.lower().endswith(".pdf")

    @property
    def icon(self) -> str:
        if self.file.openable:
            return "mail"
        return (
            "image"
            if self.is_picture
            else "calendar-days"
            if self.file.content_type == "text/calendar"
            else "file-text"
        )
