"""A person's browser, as little of one as a measure needs: cookies, forms, no pictures."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FIELD = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


class Visitor:
    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self._opener.open(self._url + path, timeout=60) as answer:
            self.where = answer.url.removeprefix(self._url)
            return str(answer.read().decode())

    def post(self, path: str, page: str, **fields: str) -> str:
        """Sends the hidden fields of `page` and `fields` to `path`."""
        hidden = dict(FIELD.findall(page))
        found = TOKEN.search(page)
        assert found, f"no form on {path}"
        body = urllib.parse.urlencode(hidden | fields | {"csrfmiddlewaretoken": found[1]}).encode()
        request = urllib.request.Request(self._url + path, body, {"Referer": self._url + path})
        with self._opener.open(request, timeout=60) as answer:
            self.where = answer.url.removeprefix(self._url)
            return str(answer.read().decode())

    def sign_in(self, email: str, password: str) -> None:
        page = self.get("/connexion/")
        self.post("/connexion/", page, login=email, password=password)
        assert self.where.startswith("/boites/"), f"{email} did not reach a box: {self.where}"
        self.home = self.where.removesuffix("reception/")
