"""Who « À » proposes as one types. Light on purpose: written without a template, asked at each letter."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.contacts.access import books_offered
from medimail.contacts.queries import Suggestion, matching
from medimail.directory.models import Entry
from medimail.directory.search.engine import suggest
from medimail.mail.correspondents import recent
from medimail.mailboxes.access import mailbox_for
from medimail.web.directory import sentences
from medimail.web.directory.asked import MIN_LETTERS, typed
from medimail.web.directory.limits import may_read
from medimail.web.directory.viewer import seeker_of
from medimail.web.person import person
from medimail.web.templatetags.mail_words import breakable

_MOST = 8
_FIRST = 3
"""Of one's own favourites and groups, above those of the directory."""
_SHOWN = 80
_OPTION = (
    '<li role="option" aria-selected="false" data-value="{}" data-gone="{}"><strong>{}</strong> '
    '<span class="small muted">{}</span><br><span class="small num">{}</span></li>'
)
Option = tuple[str, str, str, str, str]
"""What it writes, which addresses have left the directory, who it is, in which words, where."""


@never_cache
@require_safe
def recipients(request: HttpRequest) -> HttpResponse:
    """Options of a list; 429 beyond the limit, and the field stays an ordinary one."""
    user, text = person(request), typed(request.GET)
    seeker = seeker_of(user)
    if len(text) < MIN_LETTERS:
        return HttpResponse()
    if not may_read(request, "recipients"):
        return HttpResponse(status=429)
    box = _number(request.GET.get("boite", ""))
    shared = books_offered(user, mailbox_for(user, box)) if box and "commune" in request.GET else seeker.books
    known = matching(shared, text, _FIRST)
    own = {suggestion.addresses[0] for suggestion in known if not suggestion.is_group}
    entries = [entry for entry in suggest(text, seeker.viewer, most=_MOST) if entry.address not in own]
    listed = own | {entry.address for entry in entries}
    written = [address for address in recent(user, box, text, _FIRST) if address not in listed] if box else []
    options = [*map(_kept, known), *map(_known, written), *map(_listed, entries)]
    return HttpResponse(format_html_join("", _OPTION, options[:_MOST]))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else 0


def _known(address: str) -> Option:
    """Of no directory at hand, and yet this box wrote there."""
    return address, "", address, "Déjà écrit", ""


def _kept(suggestion: Suggestion) -> Option:
    """Of the person's own book."""
    if not suggestion.is_group:
        address = suggestion.addresses[0]
        value = sentences.written(suggestion.name, address)
        return value, ", ".join(suggestion.gone), suggestion.name or address, "Favori", breakable(address)
    count = len(suggestion.addresses)
    people = f"Groupe de {count}\N{NO-BREAK SPACE}adresse{'s' if count > 1 else ''}"
    addresses = ", ".join(suggestion.addresses)
    return addresses, ", ".join(suggestion.gone), suggestion.name, people, addresses[:_SHOWN]


def _listed(entry: Entry) -> Option:
    said = (entry.profession_label, entry.place, sentences.SHORT_KINDS.get(entry.kind, ""))
    return (
        sentences.recipient(entry),
        "",
        sentences.name_of(entry),
        " · ".join(filter(None, said)),
        breakable(entry.address),
    )
