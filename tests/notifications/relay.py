"""The operator's relay, as little of one as a letter needs. It is no engine of ours, so a stand-in is honest."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator


class Relay(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, answer: str, wait_for: str) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answer, self.wait_for = answer, wait_for
        self.taken: list[str] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    server: Relay

    def handle(self) -> None:
        self._say("220 relay")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"RCPT":
                waits = self.server.wait_for and self.server.wait_for in line.decode()
                self._say("450 4.2.1 later" if waits else self.server.answer)
            elif verb == b"DATA":
                self._say("354 go on")
                self.server.taken.append(self._message())
                self._say("250 taken")
            elif verb == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 ok")
        return None

    def _message(self) -> str:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return b"".join(lines).decode()

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextlib.contextmanager
def relay(answer: str = "250 ok", wait_for: str = "") -> Iterator[Relay]:
    """`answer` is what every recipient gets, but `wait_for`, who is told to come back."""
    with Relay(answer, wait_for) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
