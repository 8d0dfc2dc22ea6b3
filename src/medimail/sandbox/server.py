"""The application behind a port of the loopback, one thread per request."""

from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(WSGIRequestHandler):
    timeout = 30

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the standard library's signature)
        """Nothing: addresses carry codes."""


def bound(port: int) -> WSGIServer:
    """Listening already; 0 takes any free port, said by `server_port`."""
    return make_server("127.0.0.1", port, _refuse, server_class=_Server, handler_class=_Handler)


def serve(server: WSGIServer, application: "WSGIApplication") -> None:
    """Until the process ends, or `server.shutdown()` from another thread."""
    server.set_app(application)
    server.serve_forever(poll_interval=0.05)


def _refuse(_environ: object, _start_response: object) -> list[bytes]:
    raise RuntimeError("asked before the application was there")
