"""Two hundred people of one name sign up at the same moment: none lost, none doubled, no address given twice."""

import itertools
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from medimail.lib.national_numbers import with_key
from tests.house_fixture import House
from tests.wire.browsing import Browser, Page
from tests.wire.site import inside

PEOPLE = 200
NAME = {"last_name": "Homonyme", "first_name": "Camille"}
PASSWORD = "Motdepasse1"
Answer = TypeVar("Answer")
WAITING = "Votre compte est en attente de validation"
FOUND = """
import json
from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
people = User.objects.filter(last_name="Homonyme")
print(json.dumps({
    "people": people.count(),
    "states": list(Application.objects.filter(user__in=people).values_list("state", flat=True)),
    "addresses": list(Mailbox.objects.filter(holder__in=people).values_list("address", flat=True)),
    "told": [one.to for one in Letter.objects.filter(kind="account_open", to__endswith="@ensemble.test")],
}))
"""


class Applicant(Browser):
    """From the form to the queue. Every tenth is nervous and sends twice what can be sent twice."""

    def __init__(self, house: House, number: int) -> None:
        super().__init__(house, place=f"127.0.{1 + number // 100}.{1 + number % 100}", patience=120)
        self.number, self.email = number, f"camille{number}@ensemble.test"
        self.sends = 2 if number % 10 == 0 else 1

    def walk(self) -> str:
        """The last page's title; every answer on the way is checked."""
        self.account()
        page = self.confirm()
        page = self.step(page, "/inscription/conditions/", {"version": page.field("version")})
        page = self.step(page, "/inscription/identification/", {"has_identifier": "oui"})
        page = self.step(page, "/inscription/profil/", self.profile())
        assert WAITING in page.text, (self.email, page.url, page.text[:2000])
        return self.email

    def account(self) -> None:
        typed = {**NAME, "email": self.email, "password1": PASSWORD, "password2": PASSWORD}
        page = self.step(self.get("/inscription/compte/"), "/inscription/compte/", typed)
        assert page.url.endswith("/inscription/confirmer/"), (self.email, page.url)

    def confirm(self) -> Page:
        listed = self.get(f"/demo/courriels/?a={self.email}")
        letter = re.search(r'(/demo/courriels/\d+/)"><strong>Confirmez', listed.text)
        assert letter, (self.email, listed.text[:2000])
        link = re.search(r"/inscription/confirmer/[-:\w]+/", self.get(letter[1]).text)
        assert link, self.email
        page = self.step(self.get(link[0]), link[0], {})
        # The session of the second of two forms may not be the one that waits: then the person signs in.
        return page if "/inscription/conditions/" in page.url else self.signed_in()

    def signed_in(self) -> Page:
        return self.step(self.get("/connexion/"), "/connexion/", {"login": self.email, "password": PASSWORD})

    def step(self, page: Page, path: str, typed: dict[str, str]) -> Page:
        """Sent once; or twice at the same instant, when one of the two may be turned away, and never by a fault."""
        answers = at_once([lambda: self.post(page, path, typed)] * self.sends)
        served = [answer for answer in answers if answer.status == 200]
        assert served, (self.email, path, [answer.status for answer in answers])
        assert all(answer.status < 500 for answer in answers), (self.email, path)
        return served[0] if self.sends == 1 or path == "/inscription/compte/" else self.get("/")

    def profile(self) -> dict[str, str]:
        switches = ("in_medimail_directory", "in_mssante_directory", "paperless", "notify")
        number = with_key(f"9972{self.number:06}")
        where = {"postcode": "31620", "town": "Castelnau", "department_code": "31", "region_code": "76"}
        what = {"profession_code": "21", "identifier_type": "RPPS", "national_id": number}
        return {**NAME, **what, **where, **dict.fromkeys(switches, "on")}


def at_once(acts: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """Every act begins at the same instant, each in its own thread."""
    listed = list(acts)
    line = threading.Barrier(len(listed))

    def begin(act: Callable[[], Answer]) -> Answer:
        line.wait()
        return act()

    with ThreadPoolExecutor(len(listed)) as threads:
        return list(threads.map(begin, listed))


def desk_of(house: House, role: str, number: int) -> Browser:
    browser = Browser(house, place=f"127.0.200.{number}", patience=120, follows=False)
    assert browser.sign_in(house.accounts[role]).status == 302
    return browser


def accept_all(desks: list[Browser]) -> int:
    """Pairs of administrators share the queue until it holds none of ours. How many there were."""
    pairs = list(zip(desks[::2], desks[1::2], strict=True))
    done = 0
    while waiting := waiting_in(desks[0]):
        lanes = [waiting[lane :: len(pairs)] for lane in range(len(pairs))]
        done += sum(at_once(map(partial, [accept] * len(pairs), pairs, lanes)))
    return done


def waiting_in(desk: Browser) -> list[str]:
    rows = re.findall(r'/demandes/(\d+)/"[^>]*>[^<]*(?:<[^>]+>)?Camille Homonyme', desk.get("/demandes/").text)
    return list(dict.fromkeys(rows))


def accept(pair: tuple[Browser, Browser], pks: list[str]) -> int:
    """Turn by turn; every fifth by both at once: one goes on to the queue, the other back to the request."""
    for turn, pk in enumerate(pks):
        desks = pair if turn % 5 == 0 else (pair[turn % 2],)
        pages = [desk.get(f"/demandes/{pk}/") for desk in desks]
        answers = at_once(partial(press, desk, page, pk) for desk, page in zip(desks, pages, strict=True))
        leads = sorted(answer.url.partition("?")[0] for answer in answers)
        assert leads == ["/demandes/", f"/demandes/{pk}/"][: len(desks)], [answer.text[:500] for answer in answers]
    return len(pks)


def press(desk: Browser, page: Page, pk: str) -> Page:
    return desk.post(page, f"/demandes/{pk}/accepter/", {"lu": page.field("lu")})


def test_two_hundred_at_once(house: House) -> None:
    began = time.monotonic()
    walked = at_once([Applicant(house, number).walk for number in range(PEOPLE)])
    in_queue = time.monotonic()
    assert len(set(walked)) == PEOPLE
    found = json.loads(inside(house, FOUND))
    assert (found["people"], Counter(found["states"])) == (PEOPLE, {"awaiting_validation": PEOPLE})
    roles = itertools.cycle(("region-administrator", "operator"))
    assert accept_all([desk_of(house, next(roles), number) for number in range(1, 5)]) == PEOPLE
    print(f"{PEOPLE} to the queue in {in_queue - began:.0f} s, accepted in {time.monotonic() - in_queue:.0f} s")
    found = json.loads(inside(house, FOUND))
    assert Counter(found["states"]) == {"active": PEOPLE}
    assert len(found["addresses"]) == len(set(found["addresses"])) == PEOPLE
    assert Counter(found["told"]) == Counter(walked)
