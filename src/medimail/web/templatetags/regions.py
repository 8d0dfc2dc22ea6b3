"""Help and notices, wherever a page wants them."""

import re

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from medimail.lib import nomenclature
from medimail.regions import queries
from medimail.web.regions import visitor

_LINK = re.compile(r"https://[^\s<>\"«»]+[^\s<>\"«».,;:!?)'’]")
register = template.Library()


def help_context(request: HttpRequest, here: str = "") -> dict[str, object]:
    """`here`: the path the block stands on, when it is not that of the request."""
    path = here or request.get_full_path()
    region = nomenclature.region(visitor.region_of(request))
    return {
        "request": request,
        "here": path,
        "screen": visitor.screen_of(path),
        "region": region,
        "chosen_by_hand": not visitor.profile_region(request),
        "contacts": queries.help_of(region.code) if region else None,
        "regions": nomenclature.regions(),
    }


def notices_context(request: HttpRequest, here: str = "", closed: visitor.Pairs | None = None) -> dict[str, object]:
    region = visitor.region_of(request)
    seen = visitor.closed_notices(request) if closed is None else closed
    return {
        "request": request,
        "here": here or request.get_full_path(),
        "region": region,
        "notices": queries.shown_notices(region, seen),
    }


@register.inclusion_tag("components/help.html", takes_context=True)
def help_block(context: template.RequestContext) -> dict[str, object]:
    return help_context(context["request"])


@register.inclusion_tag("components/notices.html", takes_context=True)
def service_notices(context: template.RequestContext) -> dict[str, object]:
    return notices_context(context["request"])


@register.filter
def linked(text: str) -> SafeString:
    """Plain text whose https addresses can be followed. Everything else stays text."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        parts += [format_html("{}", text[end : found.start()]), _anchor(found[0])]
        end = found.end()
    return mark_safe("".join([*parts, format_html("{}", text[end:])]))  # noqa: S308 (each part is escaped above)


@register.filter
def dialled(phone: str) -> str:
    """The number a telephone dials."""
    return re.sub(r"[^0-9+]", "", phone)


def _anchor(address: str) -> SafeString:
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, address)
