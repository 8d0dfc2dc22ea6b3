import socketserver
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection, connections

from medimail.lib.policy_protocol import Malformed, Request, serve
from medimail.trust.policy import decide


class _Connection(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            serve(self.rfile, self.wfile, _decide)  # type: ignore[arg-type]  # typeshed: BufferedIOBase
        except (Malformed, ConnectionError):
            return
        finally:
            connection.close()  # it is this thread's own


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


def _decide(request: Request) -> str:
    close_old_connections()  # only a broken one: the next question asks PostgreSQL whether it is there
    return decide(request)


class Command(BaseCommand):
    help = "Answer Postfix's policy questions on a Unix socket, one thread per connection, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        # Kept between questions: connecting anew took longer than all the rest.
        connections.settings["default"]["CONN_MAX_AGE"] = None
        path = Path(settings.POLICY_SOCKET)
        path.unlink(missing_ok=True)
        with _Server(str(path), _Connection) as server:
            path.chmod(0o660)
            server.serve_forever()
