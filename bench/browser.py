"""One keep-alive connection and its cookies, the same for every web server that is measured."""

import http.client
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


class Browser:
    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.origin = f"http://127.0.0.1:{port}"
        self.where = ""

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._followed("GET", path, None, dict(headers or {}))

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self._followed("POST", path, urllib.parse.urlencode(fields).encode(), sent | dict(headers or {}))

    def size(self, path: str) -> int:
        """Of an answer that is read and forgotten."""
        self._connection.request("GET", path, headers=self._cookie())
        answer, total = self._connection.getresponse(), 0
        while piece := answer.read(1 << 20):
            total += len(piece)
        return total

    def upload(self, path: str, fields: Mapping[str, str], name: str, content: bytes) -> Answer:
        edge = "edge-of-the-measure"
        said = "".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        )
        file = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="lourd.bin"\r\n'
        body = b"".join([(said + file).encode(), b"\r\n", content, f"\r\n--{edge}--\r\n".encode()])
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Origin": self.origin}
        return self._followed("POST", path, body, headers)

    def _followed(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        answer = self._asked(method, path, body, headers)
        if 300 <= answer.status < 400:
            kept = {k: v for k, v in headers.items() if k.lower().startswith("hx-")}
            return self._followed("GET", urllib.parse.urljoin(path, answer.headers["Location"]), None, kept)
        assert answer.status < 400, f"{method} {path}: {answer.status}\n{answer.text[:2000]}"
        self.where = path
        return answer

    def _asked(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        path = path.removeprefix(self.origin)
        self._connection.request(method, path, body, headers | self._cookie())
        answer = self._connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers, text)

    def _cookie(self) -> dict[str, str]:
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": said} if said else {}
