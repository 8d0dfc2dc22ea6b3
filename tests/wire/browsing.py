"""A person at a browser, by HTTP alone: reads pages, posts forms; at the webmail, signs in and writes."""

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

from tests.house_fixture import Account, House

Files = list[tuple[str, str, bytes]]


@dataclass(frozen=True)
class Page:
    status: int
    url: str
    text: str

    def field(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', self.text)
        assert found, f"no field {name} in {self.url}"
        return found[1]


class _From(urllib.request.HTTPHandler):
    """Calls from one address of the loopback network, so that the house sees people in different places."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(http.client.HTTPConnection, req, source_address=(self.place, 0))


class _Stay(urllib.request.HTTPRedirectHandler):
    """For whom wants to know where an answer leads, and not what stands there."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Browser:
    house: House
    place: str = "127.0.0.1"
    patience: float = 30
    follows: bool = True
    _opener: urllib.request.OpenerDirector = field(init=False)
    _jar: CookieJar = field(init=False)

    def __post_init__(self) -> None:
        self._jar = CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self._jar)
        redirects = urllib.request.HTTPRedirectHandler() if self.follows else _Stay()
        self._opener = urllib.request.build_opener(_From(self.place), cookies, redirects)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{each.name}={each.value}" for each in self._jar)

    def get(self, path: str) -> Page:
        return self._open(urllib.request.Request(self.house.url + path))

    def download(self, path: str) -> bytes:
        with self._opener.open(self.house.url + path, timeout=self.patience) as answer:
            content: bytes = answer.read()
            return content

    def post(self, page: Page, path: str, values: dict[str, str], files: Files | None = None) -> Page:
        body, kind = multipart(values | {"csrfmiddlewaretoken": page.field("csrfmiddlewaretoken")}, files or [])
        headers = {"Content-Type": kind, "Referer": self.house.url + path}
        return self._open(urllib.request.Request(self.house.url + path, body, headers))

    def sign_in(self, account: Account) -> Page:
        typed = {"login": account.email, "password": account.password}
        return self.post(self.get("/connexion/"), "/connexion/", typed)

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=self.patience) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return Page(refusal.code, refusal.headers.get("Location") or refusal.url or "", refusal.read().decode())


class Person(Browser):
    """Signed in, with a box."""

    def __init__(self, house: House, account: Account) -> None:
        super().__init__(house)
        home = self.sign_in(account)
        found = re.search(r"/boites/(\d+)/reception/", home.url + home.text)
        assert found, home.url
        self.account, self.box = account, int(found[1])

    def folder(self, slug: str) -> Page:
        return self.get(f"/boites/{self.box}/{slug}/")

    def composer(self, query: str = "") -> Page:
        return self.get(f"/boites/{self.box}/ecrire/{query}")

    def send(self, page: Page, values: dict[str, str], files: Files | None = None) -> Page:
        return self.post(page, f"/boites/{self.box}/ecrire/", {"state": page.field("state"), **values}, files)

    def uid_of(self, slug: str, subject: str) -> int:
        """The newest message of that subject in a folder; 0 when it is not there."""
        listed = self.folder(slug).text
        before, found_it, _ = listed.partition(f">{subject}")  # the words of a row, not its checkbox
        found = re.findall(rf"/boites/{self.box}/{slug}/(\d+)/", before) if found_it else []
        return int(found[-1]) if found else 0


def multipart(values: dict[str, str], files: Files) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in values.items()]
    for name, kind, content in files:
        head = f'Content-Disposition: form-data; name="uploads"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
