"""Dovecot's doorbell: somebody has new mail. Carries no authority: the job asks Dovecot what is true."""

import base64
import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from medimail.mail.actions import ring
from medimail.usage.actions import count_received

MAX_EVENT = 64 * 1024


@csrf_exempt  # Dovecot is no browser; it shows the delivery key
@login_not_required
@require_POST
def deliveries(request: HttpRequest) -> HttpResponse:
    if not _from_dovecot(request):
        return HttpResponse(status=404)
    address = _recipient(request)
    if address is None:
        return HttpResponse(status=400)
    count_received(address)
    ring(address)
    return HttpResponse(status=204)


def _from_dovecot(request: HttpRequest) -> bool:
    """`Basic dovecot:<delivery key>`."""
    expected = base64.b64encode(f"dovecot:{settings.DELIVERY_KEY}".encode()).decode()
    return constant_time_compare(request.headers.get("Authorization", ""), f"Basic {expected}")


def _recipient(request: HttpRequest) -> str | None:
    if int(request.headers.get("Content-Length") or 0) > MAX_EVENT:
        return None
    try:
        address = json.loads(request.body)["fields"]["rcpt_to"]
    except (ValueError, KeyError, TypeError):
        return None
    return address.strip("<>") if isinstance(address, str) and address.isprintable() else None
