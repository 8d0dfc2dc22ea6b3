"""One HTTP request and its answer, on plain WSGI."""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BIGGEST_FORM = 64 * 1024
STATUS = {
    200: "OK",
    302: "Found",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    500: "Internal Server Error",
}
QUIET = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'self'; frame-ancestors 'none'"),
]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    authorization: str

    @classmethod
    def read(cls, environ: "WSGIEnvironment") -> "Request":
        length = min(int(environ.get("CONTENT_LENGTH") or 0), BIGGEST_FORM)
        body = environ["wsgi.input"].read(length).decode(errors="replace")
        return cls(
            method=environ["REQUEST_METHOD"],
            path=environ["PATH_INFO"],
            query=dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)),
            form=dict(parse_qsl(body, keep_blank_values=True)),
            authorization=environ.get("HTTP_AUTHORIZATION", ""),
        )

    @property
    def bearer(self) -> str:
        return self.authorization.removeprefix("Bearer ")

    @property
    def client(self) -> tuple[str, str]:
        """`client_secret_basic` (RFC 6749 section 2.3.1: each half is form-encoded) or `client_secret_post`."""
        if not self.authorization.startswith("Basic "):
            return self.form.get("client_id", ""), self.form.get("client_secret", "")
        try:
            name, _, secret = base64.b64decode(self.authorization[6:], validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return unquote_plus(name), unquote_plus(secret)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    def give(self, start_response: "StartResponse") -> Iterable[bytes]:
        line = f"{self.status} {STATUS[self.status]}"
        start_response(
            line, [("Content-Type", self.kind), ("Content-Length", str(len(self.body))), *QUIET, *self.headers]
        )
        return [self.body]


def as_json(value: dict[str, Any], status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode(), "application/json")


def redirect(address: str, **parameters: str) -> Answer:
    joint = "&" if urlsplit(address).query else "?"
    return Answer(302, headers=(("Location", f"{address}{joint}{urlencode(parameters)}"),))
