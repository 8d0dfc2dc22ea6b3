"""Addresses of the webmail. A folder that does not exist is not an address, so it is not found before any view runs."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from medimail.web.deliveries import receipts
from medimail.web.mail import (
    boxes,
    composing,
    conversation,
    copies,
    excerpts,
    filing,
    invitations,
    listing,
    packed,
    parts,
    reading,
    searching,
    sendings,
    shelves,
)
from medimail.web.mail.folders import LABELS
from medimail.web.mail.numbers import imap_number
from medimail.web.teamwork import views as teamwork


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

# The most asked for come first: Django tries one address after the other.
_message = [
    path("", reading.message, name="message"),
    path("corps/", parts.body, name="message_body"),
    path("pieces/<int:part>/", parts.attachment, name="attachment"),
    path("pieces/<int:part>/image/", parts.picture, name="picture"),
    path("pieces/<int:part>/apercu/", parts.preview, name="preview"),
    path("pieces/<int:part>/contenu/", packed.files, name="packed_files"),
    path("pieces/<int:part>/contenu/<int:place>/", packed.file, name="packed_file"),
    path("pieces/toutes/", parts.archive, name="attachments"),
    path("conversation/", conversation.conversation, name="conversation"),
    path("imprimer/", copies.printed, name="message_printed"),
    path("source/", copies.source, name="message_source"),
    path("equipe/", teamwork.team, name="team"),
    path("deplacer/", filing.move, name="message_move"),
    path("accuse/", receipts.answer, name="receipt"),
    path("invitation/", invitations.answer, name="invitation"),
    path("non-lu/", filing.mark_unread, name="message_unread"),
]
_folder: list[URLPattern | URLResolver] = [
    path("", listing.folder, name="folder"),
    path("<uid:uid>/", include(_message)),
    path("agir/", filing.act, name="folder_act"),
    path("vider/", filing.empty, name="folder_empty"),
]
_box: list[URLPattern | URLResolver] = [
    path("compteurs/", boxes.counts, name="counts"),
    path("<folder:folder>/", include(_folder)),
    path("recherche/", searching.search, name="search"),
    path("recherche/extraits/", excerpts.excerpts, name="search_excerpts"),
    path("ecrire/", composing.compose, name="compose"),
    path("envois/", sendings.planned, name="sendings"),
    path("envois/vu/", sendings.seen, name="sendings_seen"),
    path("envois/<int:outbox>/annuler/", sendings.undo, name="sending_undo"),
    path("envois/<int:outbox>/heure/", sendings.replan, name="sending_replan"),
    path("envois/<int:outbox>/etat/", sendings.state, name="sending_state"),
    path("dossiers/", shelves.index, name="shelves"),
    path("dossiers/<folder:folder>/", shelves.edit, name="shelf"),
    path("dossiers/<folder:folder>/supprimer/", shelves.delete, name="shelf_delete"),
]
urlpatterns = [
    path("boites/<int:box>/", include(_box)),
    path("boites/toutes/", boxes.all_inboxes, name="all_inboxes"),
    path("boites/recherche/", searching.search_all, name="search_all"),
    path("boites/non-lus/", boxes.unread, name="unread_of_boxes"),
]
