"""Who « À » proposes as one types. Light on purpose: written without a template, asked at each letter."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.directory.models import Entry
from medimail.directory.search.engine import suggest
from medimail.web.directory import sentences
from medimail.web.directory.asked import MIN_LETTERS, typed
from medimail.web.directory.limits import may_read
from medimail.web.directory.viewer import viewer_of
from medimail.web.person import person

_MOST = 8
_OPTION = (
    '<li role="option" aria-selected="false" data-value="{}"><strong>{}</strong> <span class="small muted">{}</span>'
    '<br><span class="small num">{}</span></li>'
)
Option = tuple[str, str, str, str]


@never_cache
@require_safe
def recipients(request: HttpRequest) -> HttpResponse:
    """Options of a list; 429 beyond the limit, and the field stays an ordinary one."""
    viewer, text = viewer_of(person(request)), typed(request.GET)
    if len(text) < MIN_LETTERS:
        return HttpResponse()
    if not may_read(request, "recipients"):
        return HttpResponse(status=429)
    return HttpResponse(_list(_option(entry) for entry in suggest(text, viewer, most=_MOST)))


def _list(options: Iterable[Option]) -> SafeString:
    return format_html_join("", _OPTION, options)


def _option(entry: Entry) -> Option:
    said = (entry.profession_label, entry.place, sentences.SHORT_KINDS.get(entry.kind, ""))
    return sentences.recipient(entry), sentences.name_of(entry), " · ".join(filter(None, said)), entry.address
