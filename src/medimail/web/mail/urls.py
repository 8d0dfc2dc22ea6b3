"""Addresses of the webmail. A folder that does not exist is not an address, so it is not found before any view runs."""

from django.urls import path, register_converter

from medimail.web.mail import composing, filing, parts, reading
from medimail.web.mail.folders import LABELS


class FolderConverter:
    regex = "|".join(LABELS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FolderConverter, "folder")

urlpatterns = [
    path("boites/<int:box>/ecrire/", composing.compose, name="compose"),
    path("boites/<int:box>/<folder:folder>/", reading.folder, name="folder"),
    path("boites/<int:box>/<folder:folder>/<int:uid>/", reading.message, name="message"),
    path("boites/<int:box>/<folder:folder>/<int:uid>/corps/", parts.body, name="message_body"),
    path("boites/<int:box>/<folder:folder>/<int:uid>/pieces/<int:part>/", parts.attachment, name="attachment"),
    path("boites/<int:box>/<folder:folder>/<int:uid>/deplacer/", filing.move, name="message_move"),
    path("boites/<int:box>/<folder:folder>/<int:uid>/non-lu/", filing.mark_unread, name="message_unread"),
]
