"""Addresses of the webmail. A folder that does not exist is not an address, so it is not found before any view runs."""

from django.urls import path, register_converter

from medimail.web.mail import composing, copies, filing, listing, parts, reading
from medimail.web.mail.folders import LABELS
from medimail.web.mail.numbers import imap_number


class FolderConverter:
    regex = "|".join(LABELS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class UidConverter:
    regex = "[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = imap_number(value)
        if number is None:
            raise ValueError
        return number

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(FolderConverter, "folder")
register_converter(UidConverter, "uid")

urlpatterns = [
    path("boites/<int:box>/ecrire/", composing.compose, name="compose"),
    path("boites/<int:box>/<folder:folder>/", listing.folder, name="folder"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/", reading.message, name="message"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/corps/", parts.body, name="message_body"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/<int:part>/", parts.attachment, name="attachment"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/<int:part>/image/", parts.picture, name="picture"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/<int:part>/apercu/", parts.preview, name="preview"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/toutes/", parts.archive, name="attachments"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/imprimer/", copies.printed, name="message_printed"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/source/", copies.source, name="message_source"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/deplacer/", filing.move, name="message_move"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/non-lu/", filing.mark_unread, name="message_unread"),
]
