"""Addresses of the webmail. A folder that does not exist is not an address, so it is not found before any view runs."""

from django.urls import path, register_converter

from medimail.web.deliveries import receipts
from medimail.web.mail import (
    boxes,
    composing,
    copies,
    filing,
    listing,
    parts,
    reading,
    searching,
    sendings,
    shelves,
)
from medimail.web.mail.folders import LABELS
from medimail.web.mail.numbers import imap_number


class FolderConverter:
    # A folder of one's own stands there by Dovecot's identifier: its name may be a patient's.
    regex = "|".join([*LABELS, "[0-9a-f]{32}"])

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
    path("boites/<int:box>/recherche/", searching.search, name="search"),
    path("boites/<int:box>/ecrire/", composing.compose, name="compose"),
    path("boites/<int:box>/envois/", sendings.planned, name="sendings"),
    path("boites/<int:box>/envois/vu/", sendings.seen, name="sendings_seen"),
    path("boites/<int:box>/envois/<int:outbox>/annuler/", sendings.undo, name="sending_undo"),
    path("boites/<int:box>/envois/<int:outbox>/heure/", sendings.replan, name="sending_replan"),
    path("boites/<int:box>/envois/<int:outbox>/etat/", sendings.state, name="sending_state"),
    path("boites/toutes/", boxes.all_inboxes, name="all_inboxes"),
    path("boites/non-lus/", boxes.unread, name="unread_of_boxes"),
    path("boites/<int:box>/compteurs/", boxes.counts, name="counts"),
    path("boites/<int:box>/dossiers/", shelves.index, name="shelves"),
    path("boites/<int:box>/dossiers/<folder:folder>/", shelves.edit, name="shelf"),
    path("boites/<int:box>/dossiers/<folder:folder>/supprimer/", shelves.delete, name="shelf_delete"),
    path("boites/<int:box>/<folder:folder>/", listing.folder, name="folder"),
    path("boites/<int:box>/<folder:folder>/agir/", filing.act, name="folder_act"),
    path("boites/<int:box>/<folder:folder>/vider/", filing.empty, name="folder_empty"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/", reading.message, name="message"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/corps/", parts.body, name="message_body"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/<int:part>/", parts.attachment, name="attachment"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/<int:part>/image/", parts.picture, name="picture"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/<int:part>/apercu/", parts.preview, name="preview"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/pieces/toutes/", parts.archive, name="attachments"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/imprimer/", copies.printed, name="message_printed"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/source/", copies.source, name="message_source"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/deplacer/", filing.move, name="message_move"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/accuse/", receipts.answer, name="receipt"),
    path("boites/<int:box>/<folder:folder>/<uid:uid>/non-lu/", filing.mark_unread, name="message_unread"),
]
