"""Rows of a list, by the fifty: plain values into a Jinja template. A page around them stays a Django template."""

from functools import cache

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, StrictUndefined

from medimail.web.mail.sentences import weight
from medimail.web.templatetags.mail_words import breakable, grouped, initials, when


def environment(**options: object) -> Environment:
    """A forgotten value is an error, and everything is escaped that is not a template's own."""
    made = Environment(**(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}))  # type: ignore[arg-type]  # noqa: S701 (Django's backend turns escaping on)
    made.globals.update(url=reverse, icon=icon)
    made.filters.update(breakable=breakable, grouped=grouped, initials=initials, weight=weight, when=when)
    return made


@cache
def icon(name: str) -> SafeString:
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


def rendered(template: str, **values: object) -> SafeString:
    backend = engines["rows"]
    assert isinstance(backend, Jinja2)  # noqa: S101 (for the type checker)
    return mark_safe(backend.env.get_template(template).render(values))  # noqa: S308 (escaped by the template)


def _sprite() -> str:
    return static("medimail/icons.svg")
