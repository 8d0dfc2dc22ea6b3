"""The link that proves a new address, asked for from two pages."""

from urllib.parse import urljoin

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from medimail.accounts import actions, address_link
from medimail.accounts.models import User


def send_link(request: HttpRequest, user: User, address: str) -> bool:
    """False when too many were asked for by this person, or for this address."""
    if not consume(request, action="manage_email", key=address, user=user):
        return False
    path = reverse("confirm_address", args=[address_link.issue(user, address)])
    actions.ask_address(user, address, urljoin(settings.PUBLIC_URL, path))
    return True
