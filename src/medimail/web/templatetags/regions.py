"""Help and notices, wherever a page wants them."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from medimail.web.regions.blocks import help_context, notices_context

_LINK = re.compile(r"https://[^\s<>\"«»]+[^\s<>\"«».,;:!?)'’]")
register = template.Library()


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
