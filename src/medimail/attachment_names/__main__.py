"""`python -m medimail.attachment_names PORT`."""

import sys
from email import message_from_string, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = 256 * 1024
LONGEST = 1000  # letters of a name; a header of 60 kB is nobody's file


def name_of(disposition: str) -> str:
    """RFC 2231 and the mistakes people's programs make of it; empty when there is none."""
    head = message_from_string(f"Content-Disposition: {' '.join(disposition.split())}\n\n", policy=policy.default)
    assert isinstance(head, EmailMessage)  # noqa: S101 (for the type checker)
    return (head.get_filename() or "")[:LONGEST]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self._throw_away()
        name = name_of(_utf8(self.headers.get("Content-Disposition") or ""))
        text = f"{name}\n".encode("utf-8", "replace") if name else b""
        # 204: nothing to index, and nothing wrong.
        self.send_response(200 if text else 204)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """A name may be a patient's."""

    def _throw_away(self) -> None:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self._skip(int(self.headers.get("Content-Length") or 0))
        while size := int(self.rfile.readline(1024).split(b";")[0], 16):
            self._skip(size)
            self.rfile.readline(16)
        self.rfile.readline(16)
        return None

    def _skip(self, size: int) -> None:
        while size > 0 and (read := len(self.rfile.read(min(size, PIECE)))):
            size -= read


def _utf8(header: str) -> str:
    """http.server reads bytes as Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")


class Server(ThreadingHTTPServer):
    daemon_threads = True


if __name__ == "__main__":
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
