"""Where the person of a page is signed in, and in which words."""

from typing import cast

from django import template
from django.http import HttpRequest

from medimail.accounts.models import Session
from medimail.accounts.queries import sessions_of
from medimail.web.person import person
from medimail.web.security.sessions import row_of

register = template.Library()


@register.simple_tag(takes_context=True)
def my_sessions(context: dict[str, object]) -> list[Session]:
    """That of this page first."""
    request = cast("HttpRequest", context["request"])
    here = row_of(request)
    return sorted(sessions_of(person(request)), key=lambda one: here is None or one.pk != here.pk)
