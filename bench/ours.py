"""Our webmail as its own pages ask it: htmx's partial requests, and forms with their token."""

import re

from bench.browser import Browser
from tests.house_fixture import Account

_FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ROW = re.compile(r'<a class="message[ "]')
_OLDER = re.compile(r'hx-get="([^"]*avant=)(\d+)([^"]*)"')
_FRESH = re.compile(r'id="fresh"[^>]*hx-get="([^"]+)"')
_FRAME = re.compile(r'<iframe[^>]* src="([^"]+)"')
_FILE = re.compile(r'href="([^"]*/pieces/[1-9]\d*/)"')
_STATE = re.compile(r'name="state" value="([^"]+)"')


class Ours:
    def __init__(self, port: int, account: Account) -> None:
        self._port, self._account = port, account
        self.sign_in()

    def sign_in(self) -> None:
        self._browser = Browser(self._port)
        form = _FORM.search(self._browser.get("/connexion/").text)
        assert form
        fields = {"csrfmiddlewaretoken": form[1], "login": self._account.email, "password": self._account.password}
        self._browser.post("/connexion/", fields)
        assert self._browser.where.startswith("/boites/"), self._browser.where
        self.home = self._browser.where.removesuffix("reception/")
        self.inbox = f"{self.home}reception/"
        self.first_page()

    def first_page(self) -> None:
        page = self._browser.get(self.inbox).text
        assert len(_ROW.findall(page)) == 50, page
        form, older, fresh = _FORM.search(page), _OLDER.search(page), _FRESH.search(page)
        assert form
        assert older
        assert fresh
        self._token, self._older, self._fresh = form[1], older, fresh[1].replace("&amp;", "&")

    def list_page(self, number: int) -> None:
        """As « Messages plus anciens » asks for it; the first one as a click on the folder does."""
        if number == 1:
            page = self._partial(self.inbox, "main#contenu")
        else:
            before, last, after = self._older.groups()
            place = int(last) - (number - 2) * 50
            page = self._partial(f"{before}{place}{after}".replace("&amp;", "&"), "li#older")
        assert len(_ROW.findall(page)) == 50, page

    def open(self, uid: int) -> None:
        """The message, then the frame of its HTML when it has one."""
        page = self._partial(f"{self.inbox}{uid}/", "section#reading")
        frame = _FRAME.search(page)
        shown = self._browser.get(frame[1]).text if frame else page
        assert "Bien cordialement" in shown, page

    def mark(self, uid: int, *, seen: bool) -> None:
        """As from the list; what the page then asks to know its counts is `refresh` and `counters`."""
        self._acted(uid, "seen" if seen else "unseen")

    def move(self, uid: int) -> None:
        self._acted(uid, "move:archives")

    def _acted(self, uid: int, act: str) -> None:
        answer = self._posted(f"{self.inbox}agir/", "div#done", uid=str(uid), acte=act)
        assert "Message " in answer, answer

    def refresh(self) -> None:
        answer = self._browser.get(self._fresh, _htmx("div#fresh"))
        assert answer.status == 204, answer.text

    def counters(self) -> None:
        assert "reception" in self._browser.get(f"{self.home}compteurs/").text

    def search(self, field: str, word: str) -> None:
        asked = {"subject": {"subject": word}, "text": {"q": word}}[field]
        page = self._posted(f"{self.home}recherche/", "main#contenu", place="reception", **asked)
        assert _ROW.search(page), page

    def download(self, uid: int) -> int:
        """The size of its first file."""
        link = _FILE.search(self._partial(f"{self.inbox}{uid}/", "section#reading"))
        assert link
        return self._browser.size(link[1])

    def upload(self, content: bytes) -> None:
        """As the composer does the moment a file is chosen."""
        state = _STATE.search(self._browser.get(f"{self.home}ecrire/").text)
        assert state
        fields = {"csrfmiddlewaretoken": self._token, "state": state[1], "act": "fichier"}
        self._browser.upload(f"{self.home}ecrire/", fields, "uploads", content)

    def _partial(self, path: str, target: str) -> str:
        return self._browser.get(path, _htmx(target)).text

    def _posted(self, path: str, target: str, **fields: str) -> str:
        return self._browser.post(path, fields | {"csrfmiddlewaretoken": self._token}, _htmx(target)).text


def _htmx(target: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": target}
