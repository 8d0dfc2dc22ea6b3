"""A national directory that takes boxes: FHIRPath Patch as announced, over real HTTP on loopback."""

import contextlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "the-key-of-the-tests"
PERSON = "urn:oid:1.2.250.1.71.4.2.1"
STRUCTURE = "https://finess.esante.gouv.fr"
_METADATA = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata"
_ONE = re.compile(r"(\w+)\.telecom\.where\(value = '((?:[^'\\]|\\.)*)'\)")
Json = dict[str, Any]


class Wrong(Exception):
    """An operation that cannot be done: nothing of the request is."""


@dataclass
class NationalDirectory:
    """`answers`: what is said instead, in turn: a status, or how the connection is spoiled (cut, garbage, hang)."""

    port: int = 0
    bearers: dict[str, list[Json]] = field(default_factory=dict)
    twins: set[str] = field(default_factory=set)
    answers: list[int | str] = field(default_factory=list)
    after_all: int | str = 0
    """What is said once `answers` is empty; 0: the truth."""
    taken_first: bool = False
    """The change is done before the spoiled answer leaves, as when a line breaks."""
    asked: list[Json] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/fhir/v2"

    def knows(self, system: str, number: str) -> None:
        self.bearers.setdefault(f"{system}|{number}", [])

    def boxes(self, system: str, number: str) -> list[str]:
        return [one["value"] for one in self.bearers[f"{system}|{number}"]]

    def facts(self, address: str) -> Json:
        """What is said of a box, by its last words: `digitization`, `listeRouge`, `type`, `service`, `rank`."""
        (box,) = [one for those in self.bearers.values() for one in those if one["value"] == address]
        (said,) = [one["extension"] for one in box["extension"] if one["url"] == _METADATA]
        values = {one["url"]: next(one[key] for key in one if key.startswith("value")) for one in said}
        values["type"] = values["type"]["coding"][0]["code"]
        return {**values, "rank": box.get("rank")}

    def patch(self, resource: str, identifier: str, body: Json) -> int:
        if identifier in self.twins:
            return 412
        if identifier not in self.bearers:
            return 404
        try:
            self.bearers[identifier] = _applied(resource, list(self.bearers[identifier]), body)
        except (Wrong, KeyError, IndexError, TypeError):
            return 422
        return 200


def _applied(resource: str, boxes: list[Json], body: Json) -> list[Json]:
    """In order; all or nothing."""
    for operation in body["parameter"]:
        parts = {part["name"]: part for part in operation["part"]}
        kind, path = parts["type"]["valueCode"], parts["path"]["valueString"]
        if kind == "insert":
            box = parts["value"]["valueContactPoint"]
            if path != f"{resource}.telecom" or any(one["value"] == box["value"] for one in boxes):
                raise Wrong
            boxes.insert(parts["index"]["valueInteger"], box)
            continue
        found = _ONE.fullmatch(path)
        if not found or found[1] != resource:
            raise Wrong
        address = re.sub(r"\\(.)", r"\1", found[2])
        place = next((place for place, one in enumerate(boxes) if one["value"] == address), None)
        if kind == "delete" and place is not None:
            del boxes[place]
        elif kind == "replace":
            if place is None:
                raise Wrong
            box = parts["value"]["valueContactPoint"]
            if box["value"] != address or _kind(box) != _kind(boxes[place]):
                raise Wrong  # neither the address nor the type of a box ever changes
            boxes[place] = box
    return boxes


def _kind(box: Json) -> object:
    return next(one for one in box["extension"] if one["url"] == _METADATA)["extension"][0]


class _Handler(BaseHTTPRequestHandler):
    directory: NationalDirectory

    def do_PATCH(self) -> None:
        asked, body = urlsplit(self.path), json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        resource, (identifier,) = asked.path.rpartition("/")[2], parse_qs(asked.query)["identifier"]
        with self.directory.lock:
            self.directory.asked.append({"resource": resource, "identifier": identifier, "body": body})
            spoiled = self.directory.answers.pop(0) if self.directory.answers else self.directory.after_all
            done = not spoiled or self.directory.taken_first
            right = self.headers["ESANTE-API-KEY"] == KEY
            status = self.directory.patch(resource, identifier, body) if done and right else 401
        if spoiled:
            self._spoil(spoiled)
        else:
            self._say(status, {"resourceType": resource})

    def _say(self, status: int, said: Json) -> None:
        body = json.dumps(said if status == 200 else {"resourceType": "OperationOutcome"}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _spoil(self, how: int | str) -> None:
        if how == "hang":
            self.directory.released.wait()
        elif how == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"resourceType": "Practitioner"}')
        elif how == "garbage":
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"<html>")
        elif how == "drip":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while not self.directory.released.wait(0.05):
                    self.wfile.write(b" ")
        else:
            self._say(int(how), {"resourceType": "OperationOutcome"})

    def log_message(self, *_arguments: object) -> None: ...


@contextlib.contextmanager
def national_directory() -> Iterator[NationalDirectory]:
    directory = NationalDirectory()
    handler = type("Handler", (_Handler,), {"directory": directory})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        directory.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield directory
        finally:
            directory.released.set()
            server.shutdown()


def closed_port() -> int:
    """Where nobody listens."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port
