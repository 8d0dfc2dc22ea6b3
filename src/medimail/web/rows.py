"""Rows of a list, by the fifty: plain values into a Jinja template. A page around them stays a Django template."""

from collections.abc import Iterable
from functools import cache, lru_cache

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, StrictUndefined

from medimail.web.mail.sentences import weight
from medimail.web.moments import spoken_date
from medimail.web.templatetags.mail_words import breakable, grouped, initials, when


def environment(**options: object) -> Environment:
    """A forgotten value is an error, and everything is escaped that is not a template's own."""
    made = Environment(**(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}))  # type: ignore[arg-type]  # noqa: S701 (Django's backend turns escaping on)
    made.globals.update(url=_url, icon=icon, brand=_brand)
    made.filters.update(breakable=breakable, grouped=grouped, initials=initials, weight=weight, when=when)
    made.filters.update(spoken_date=spoken_date)
    return made


@cache
def icon(name: str) -> SafeString:
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


@cache
def _brand() -> SafeString:
    return render_to_string("components/brand.html")


def _url(name: str, args: Iterable[object] = ()) -> str:
    return _reversed(name, *args)


@lru_cache(maxsize=4096)
def _reversed(name: str, *args: object) -> str:
    return reverse(name, args=args)


def rendered(template: str, **values: object) -> SafeString:
    backend = engines["rows"]
    assert isinstance(backend, Jinja2)  # noqa: S101 (for the type checker)
    return mark_safe(backend.env.get_template(template).render(values))  # noqa: S308 (escaped by the template)


def _sprite() -> str:
    return static("medimail/icons.svg")
