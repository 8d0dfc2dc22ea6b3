"""A server of the allow list, in HTTPS, that says what the test wants."""

import getpass
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from medimail.engines import tls
from medimail.engines.site import Site


class ListServer:
    def __init__(self, address: str, authority: bytes) -> None:
        self.address, self.authority = address, authority
        self.content, self.status, self.headers = b"", 200, dict[str, str]()
        self.tag = ""
        self.asked: list[dict[str, str]] = []
        self.length: int | None = None
        """Announced instead of the true one."""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(asked)
        same = bool(self.tag) and asked.get("if-none-match") == self.tag
        content = b"" if same else self.content
        handler.send_response(304 if same else self.status)
        for name, value in {**self.headers, **({"ETag": self.tag} if self.tag else {})}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content) if self.length is None else self.length))
        handler.end_headers()
        handler.wfile.write(content)


@contextmanager
def serving() -> Iterator[ListServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "tls"
        folder.mkdir()
        tls.prepare(Site(Path(home), 0, account=getpass.getuser(), hostname="localhost"))
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        authority = (folder / "ca.pem").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made = ListServer(f"https://localhost:{server.server_port}/liste.xml", authority)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield made
        finally:
            server.shutdown()
