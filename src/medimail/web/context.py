"""What every template may ask."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {"demo": settings.DEMO, "idle_seconds": settings.SESSION_IDLE_MINUTES * 60, "live_url": settings.LIVE_URL}
