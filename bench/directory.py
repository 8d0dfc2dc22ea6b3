"""The directory at its full size: an import against bare COPY and index builds, a search against its own SQL.

A house of its own is given 20,000 invented professionals, searched, given the whole country, searched again, then given
the files of the next day. Everything happens on one machine, in one run.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from bench import bare
from bench.browser import Browser
from bench.measure import Figure, of_times, ratios
from bench.statements import statements
from bench.visitor import TOKEN
from medimail.demo.nation import write
from tests.house_fixture import ROOT, Account, House, environment, new_home, standing

SMALL, FULL = 20_000, 1_780_000
_PEOPLE = 40
_LONGEST = 24
_FREE = {"MEDIMAIL_DIRECTORY_RATE": "1000000/m/user", "MEDIMAIL_RECIPIENTS_RATE": "1000000/m/user"}
_SAMPLE = """
SELECT last_name, first_name, town FROM directory_entry WHERE kind = 'PER' AND origin = 'national' AND town <> ''
ORDER BY md5(id::text) LIMIT %s
"""


@dataclass(frozen=True)
class Run:
    seconds: float
    peak: int
    """Largest resident memory of the command, in bytes."""


def main(full: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        new_home() as home,
        standing(home, MEDIMAIL_DURABLE="yes", MEDIMAIL_DEMO_PROFESSIONALS="0", **_FREE) as house,
    ):
        today = f"{date.today():%Y%m%d}"  # noqa: DTZ011 (the demonstration's own files are of midnight)
        say(f"files of {SMALL:,} and {full:,} professionals are written…")
        small = files(folder, "small", SMALL, f"{today}0600")
        whole = files(folder, "whole", full, f"{today}0700")
        after = files(folder, "after", full, f"{today}0800", changed=0.01)
        taken(house, small)
        few = searching(house, f"{SMALL:,} professionals")
        imported = taken(house, whole)
        many = searching(house, f"{full:,} professionals")
        daily = taken(house, after)
        floor = bare.floor(lambda: database(house), Path(folder))
        print(importing(imported, daily, floor))
        print(searches(few, many))


def files(folder: str, name: str, people: int, dated: str, *, changed: float = 0.0) -> list[str]:
    written = write(Path(folder) / name, professionals=people, date=dated, changed=changed)
    return [str(path) for path in written]


def taken(house: House, places: list[str]) -> Run:
    say(f"{places[0]} is taken in…")
    begun = time.perf_counter()
    command = [str(ROOT / "medimail"), "import-directory", "--accept-shrink", *places]
    child = os.posix_spawn(command[0], command, environment(house.home))
    _, status, used = os.wait4(child, 0)
    assert status == 0, "the import failed"
    return Run(time.perf_counter() - begun, used.ru_maxrss * 1024)


@contextmanager
def database(house: House) -> Iterator[psycopg.Connection]:
    """As the application itself."""
    secret = (house.home / "secrets" / "database-password").read_text().strip()
    said = {"host": str(house.home / "run"), "dbname": "medimail", "user": "medimail", "password": secret}
    with psycopg.connect(**said, autocommit=True) as link:
        yield link


@dataclass(frozen=True)
class Searched:
    name: str
    page: Figure
    recipients: Figure
    sql_of_page: Figure
    sql_of_recipients: Figure


def searching(house: House, name: str) -> Searched:
    """Every beginning of what people would type, letter by letter."""
    account = house.accounts["doctor"]
    browser = signed_in(house, account)
    with database(house) as link:
        typed = beginnings(link)
        say(f"{len(typed)} beginnings are searched among {name}…")
        ask = statements(house, account.email)

        def timed(path: str) -> tuple[Figure, Figure]:
            answers = of_times(f"{path}, {name}", [clock(partial(asked, browser, path, text)) for text in typed])
            said = [ask(path, text) for text in typed]
            sql = [clock(partial(replay, link, each)) for each in said]
            return answers, of_times("its SQL alone", sql)

        recipients, sql_of_recipients = timed("/annuaire/destinataires/")
        page, sql_of_page = timed("/annuaire/")
    return Searched(name, page, recipients, sql_of_page, sql_of_recipients)


def signed_in(house: House, account: Account) -> Browser:
    browser = Browser(house.port)
    form = TOKEN.search(browser.get("/connexion/").text)
    assert form
    fields = {"csrfmiddlewaretoken": form[1], "login": account.email, "password": account.password}
    browser.post("/connexion/", fields)
    return browser


def asked(browser: Browser, path: str, text: str) -> None:
    """As the page itself asks while one types: on a connection that stays open."""
    browser.get(f"{path}?{urlencode({'q': text})}", {"HX-Request": "true", "HX-Request-Type": "partial"})


def beginnings(link: psycopg.Connection) -> list[str]:
    texts = []
    for number, (last, first, town) in enumerate(link.execute(_SAMPLE, [_PEOPLE]).fetchall()):
        whole = [f"{last} {first}", f"{first} {last}", f"{last} {town}", f"médecin {town}"][number % 4]
        texts += [whole[:length] for length in range(2, min(len(whole), _LONGEST) + 1)]
    return texts


def replay(link: psycopg.Connection, said: list[str]) -> None:
    for statement in said:
        link.execute(statement.encode()).fetchall()


def clock(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def importing(whole: Run, daily: Run, floor: float) -> str:
    rows = [
        ("bare COPY and index builds of the same columns (floor)", floor, ""),
        ("full import", whole.seconds, f"{whole.peak / 2**20:.0f} MB"),
        ("import of the next day, 1 % changed", daily.seconds, f"{daily.peak / 2**20:.0f} MB"),
    ]
    lines = [f"| {what} | {s:.0f} s | {s / floor:.2f} | {s / whole.seconds:.2f} | {peak} |" for what, s, peak in rows]
    head = ["### The national directory is taken in", "", "| | time | to the floor | to the full import | memory |"]
    return "\n".join([*head, "|---|---|---|---|---|", *lines, ""])


def searches(few: Searched, many: Searched) -> str:
    head = [
        "### Search as one types",
        "",
        "| | median | 95th percentile | 95th to that of its SQL |",
        "|---|---|---|---|",
    ]
    rows = [
        row
        for one in (few, many)
        for row in (ratios(one.recipients, one.sql_of_recipients), ratios(one.page, one.sql_of_page))
    ]
    grown = [many.recipients.p95 / few.recipients.p95, many.page.p95 / few.page.p95]
    last = f"The 95th percentile grows {grown[0]:.2f} times (recipients) and {grown[1]:.2f} times (page)."
    return "\n".join([*head, *rows, "", last, ""])


def say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
