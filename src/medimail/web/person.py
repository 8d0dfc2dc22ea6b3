"""Who is asking, for views that only signed-in people reach."""

from typing import cast

from django.http import HttpRequest

from medimail.accounts.models import User


def person(request: HttpRequest) -> User:
    """LoginRequiredMiddleware has already turned visitors away."""
    return cast("User", request.user)
