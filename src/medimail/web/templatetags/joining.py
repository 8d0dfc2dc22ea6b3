"""The ways into one's account, as the security page shows them."""

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from medimail.accounts.identity import PSC
from medimail.accounts.models import Portal, User
from medimail.accounts.queries import identities_of, portals
from medimail.web.accounts.ways import start_of
from medimail.web.joining.names import name_of
from medimail.web.person import person

register = template.Library()


@register.simple_tag
def psc_start() -> str:
    """Where Pro Santé Connect is asked; empty when this operator has no registration there."""
    return reverse("openid_connect_login", args=[PSC]) if settings.PSC_DISCOVERY else ""


@register.inclusion_tag("joining/ways_in_list.html", takes_context=True)
def ways_in(context: template.Context) -> dict[str, object]:
    request: HttpRequest = context["request"]
    user = person(request)
    linked = identities_of(user)
    return {
        "request": request,
        "csrf_token": context["csrf_token"],
        "has_password": user.has_usable_password(),
        "psc_url": psc_start(),
        "psc_since": linked.pop(PSC, None),
        "linked": [(provider, name_of(provider), since) for provider, since in linked.items()],
        "others": [(one.name, start_of(one)) for one in _near(user) if one.slug not in linked],
    }


def _near(user: User) -> list[Portal]:
    profile = getattr(user, "profile", None)
    return portals(region_code=profile.region_code if profile else "")
