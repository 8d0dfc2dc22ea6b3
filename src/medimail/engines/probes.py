"""Does it answer? One real question each, never a guess from a process list."""

import http.client
import socket
from collections.abc import Callable
from pathlib import Path

Probe = Callable[[], bool]
SECONDS = 2.0


def greets(port: int, greeting: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), SECONDS) as peer:
            return peer.recv(512).startswith(greeting)
    except OSError:
        return False


def socket_greets(path: Path, greeting: bytes) -> bool:
    try:
        with _unix(path) as peer:
            return peer.recv(512).startswith(greeting)
    except OSError:
        return False


def socket_accepts(path: Path) -> bool:
    try:
        _unix(path).close()
    except OSError:
        return False
    return True


def serves_pages(port: int) -> bool:
    """Any HTTP status will do: /healthz says 503 as long as a later service is missing."""
    return _status(port, "/healthz") > 0


def finds(port: int, path: str) -> bool:
    return _status(port, path) == 200


def _status(port: int, path: str) -> int:
    """0 when nobody answers."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", path)
        return link.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        link.close()


def _unix(path: Path) -> socket.socket:
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(SECONDS)
    try:
        peer.connect(str(path))
    except OSError:
        peer.close()
        raise
    return peer
