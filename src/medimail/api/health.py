"""`GET /healthz`: the state of each engine, for `up`, a load balancer, or the engineer at 3 a.m."""

import socket
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse

from medimail.trust import queries as trust

TIMEOUT = 3.0
HEARTBEAT_LIMIT = "60 seconds"


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return True


def _greets(host: str, port: int, greeting: bytes) -> bool:
    with socket.create_connection((host, port), timeout=TIMEOUT) as peer:
        return peer.recv(200).startswith(greeting)


def _imap() -> bool:
    return _greets(settings.IMAP_HOST, settings.IMAP_PORT, b"* OK")


def _smtp() -> bool:
    return _greets(settings.SUBMISSION_HOST, settings.SUBMISSION_PORT, b"220")


def _policy() -> bool:
    """An empty request has no certificate, so a living service refuses it."""
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(TIMEOUT)
        peer.connect(settings.POLICY_SOCKET)
        peer.sendall(b"request=smtpd_access_policy\n\n")
        return peer.recv(200).startswith(b"action=550")


def _worker() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - %s::interval)",
            [HEARTBEAT_LIMIT],
        )
        row = cursor.fetchone()
        return bool(row and row[0])


def _allow_list() -> bool:
    """A load balancer must not leave a house for want of a fresh list: the last good one is in use."""
    return not trust.state().alarm


_PARTS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "imap": _imap,
    "smtp": _smtp,
    "policy": _policy,
    "worker": _worker,
}


def _state(check: Callable[[], bool], otherwise: str = "down") -> str:
    try:
        return "ok" if check() else otherwise
    except Exception:  # noqa: BLE001 (whatever broke, the answer is the same, and this page must answer)
        return "down"


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when a part is down. Names parts and states, nothing else."""
    parts = {name: _state(check) for name, check in _PARTS.items()}
    well = all(state == "ok" for state in parts.values())
    told = {"status": "ok" if well else "down", **parts, "allow_list": _state(_allow_list, "old")}
    return JsonResponse(told, status=200 if well else 503)
