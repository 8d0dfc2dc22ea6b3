"""What every answer carries, and what a missing object becomes."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from medimail.web import errors

Next = Callable[[HttpRequest], HttpResponse]

# Same shape as Django 6's SECURE_CSP setting, so that moving to it is a rename.
SECURE_CSP: dict[str, list[str]] = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "worker-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-src": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
}


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    @cached_property
    def policy(self) -> str:
        rules: dict[str, list[str]] = getattr(settings, "SECURE_CSP", SECURE_CSP)
        if settings.LIVE_URL.startswith("http"):
            rules = rules | {"connect-src": ["'self'", settings.LIVE_URL]}
        return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A page that frames hostile mail has already set a stricter one.
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class NotFoundMiddleware:
    """The access rooms raise ObjectDoesNotExist for what is absent and for what is not yours: one page for both."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.not_found(request, exception) if isinstance(exception, ObjectDoesNotExist) else None
