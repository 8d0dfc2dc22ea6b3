"""Roundcube as its own script asks it: `_remote` answers with the request's token, messages in a frame."""

import json
import re
import urllib.parse

from bench.browser import Answer, Browser
from bench.roundcube import PASSWORD

_TOKEN = re.compile(r'name="_token" value="([^"]+)"')
_REQUEST = re.compile(r'"request_token":"([^"]+)"')
_ROW = re.compile(r"add_message_row\((\d+)")
_CAPS = "pdf=1,flash=0,tiff=0,webp=1,pgpmime=0"


class Roundcube:
    def __init__(self, port: int, address: str, known: list[int]) -> None:
        self._port, self._address, self._known = port, address, ",".join(map(str, known))
        self.sign_in()

    def sign_in(self) -> None:
        self._browser = Browser(self._port)
        token = _TOKEN.search(self._browser.get("/?_task=login").text)
        assert token
        fields = {"_token": token[1], "_task": "login", "_action": "login", "_timezone": "Europe/Paris", "_url": ""}
        self._browser.post("/?_task=login", fields | {"_user": self._address, "_pass": PASSWORD})
        page = self._browser.get("/?_task=mail").text
        request = _REQUEST.search(page)
        assert request, page[:2000]
        self._headers = {"X-Requested-With": "XMLHttpRequest", "X-Roundcube-Request": request[1]}

    def first_page(self) -> None:
        """The frame of the page, then the list that it asks for at once."""
        assert "messagelist" in self._browser.get("/?_task=mail&_mbox=INBOX").text
        self.list_page(1)

    def list_page(self, number: int) -> None:
        rows = self._asked("list", _layout="widescreen", _mbox="INBOX", _page=str(number))
        assert len(_ROW.findall(rows)) == 50, rows[:2000]

    def open(self, uid: int) -> None:
        said = urllib.parse.urlencode(
            {"_task": "mail", "_caps": _CAPS, "_uid": uid, "_mbox": "INBOX", "_framed": 1, "_action": "preview"}
        )
        page = self._browser.get(f"/?{said}").text
        assert "Bien cordialement" in page, page[:2000]

    def mark(self, uid: int, *, seen: bool) -> None:
        self._posted("mark", _uid=str(uid), _mbox="INBOX", _flag="read" if seen else "unread")

    def move(self, uid: int) -> None:
        answer = self._posted("move", _uid=str(uid), _mbox="INBOX", _target_mbox="Archive")
        assert "confirmation" in answer, answer

    def refresh(self) -> None:
        # Its page also sends the time of the last refresh and everything that is on the screen.
        self._posted("refresh", _mbox="INBOX", _folderlist="1", _quota="1", _list="1", _uids=self._known, _last="0")

    def counters(self) -> None:
        assert "set_unread_count" in self._asked("getunread", _page="1")

    def search(self, field: str, word: str) -> None:
        found = self._asked(
            "search", _q=word, _headers=field, _layout="widescreen", _filter="ALL", _scope="base", _mbox="INBOX"
        )
        assert _ROW.search(found), found[:2000]

    def _asked(self, action: str, **fields: str) -> str:
        sent = urllib.parse.urlencode({"_task": "mail", "_action": action, **fields, "_remote": "1", "_unlock": "0"})
        return _read(self._browser.get(f"/?{sent}", self._headers))

    def _posted(self, action: str, **fields: str) -> str:
        answer = self._browser.post(
            f"/?_task=mail&_action={action}", fields | {"_remote": "1", "_unlock": "0"}, self._headers
        )
        return _read(answer)


def _read(answer: Answer) -> str:
    """The commands for the page; Roundcube tells its failures among them."""
    said = str(json.loads(answer.text).get("exec", ""))
    assert '"error"' not in said, said
    return said
