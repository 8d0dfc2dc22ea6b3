"""Pro Santé Connect disappears: a sentence, and the other ways in stay open."""

import contextlib
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.house_fixture import ROOT, House, environment, eventually, free_port, new_home, standing
from tests.journeys.outside import CARD, CHOICE, choose, to_the_wallet
from tests.journeys.walk import look, sign_in

REALM = "/auth/realms/esante-wallet/.well-known/wallet-openid-configuration"
SILENT = f"{CARD} ne répond pas"


@dataclass
class Lonely:
    """A house whose Pro Santé Connect is started and killed by the test: its own would be back within a second."""

    house: House
    port: int
    process: subprocess.Popen[bytes] | None = None

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def raise_up(self) -> None:
        self.kill()
        secret = self.house.home / "secrets" / "psc-client-secret"
        back = f"{self.house.url}/connexion/avec/psc/retour/"
        command = [sys.executable, "-m", "medimail.sandbox", "--port", str(self.port), "--redirect", back]
        env = environment(self.house.home) | {"PYTHONPATH": str(ROOT / "src")}
        self.process = subprocess.Popen([*command, "--client-secret-file", str(secret)], env=env)
        eventually(self.answers, patience=30)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def lonely() -> Iterator[Lonely]:
    port = free_port()
    discovery = f"http://127.0.0.1:{port}{REALM}"
    with new_home() as home, standing(home, MEDIMAIL_PSC_DISCOVERY=discovery) as house:
        world = Lonely(house, port)
        yield world
        world.kill()


@pytest.fixture
def page(chromium: Browser, lonely: Lonely) -> Iterator[Page]:
    context = chromium.new_context(base_url=lonely.house.url, locale="fr-FR")
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


def other_ways_are_open(page: Page, lonely: Lonely) -> None:
    expect(page.get_by_text(SILENT)).to_be_visible()
    look(page)
    account = lonely.house.accounts["doctor"]
    sign_in(page, account.email, account.password)
    expect(page).to_have_title(re.compile("Réception"))


def test_killed_before_anybody_asks(lonely: Lonely, page: Page) -> None:
    lonely.kill()
    page.goto("/connexion/")
    page.get_by_role("button", name=CARD, exact=True).click()
    other_ways_are_open(page, lonely)


def test_killed_while_the_person_is_on_the_way_back(lonely: Lonely, page: Page) -> None:
    lonely.raise_up()
    wait_until_asked_again(page)
    to_the_wallet(page)

    def chosen_then_killed(route: Route) -> None:
        sent_back = route.fetch(max_redirects=0)
        lonely.kill()
        route.fulfill(response=sent_back)

    page.route("**/wallet/auth?**", chosen_then_killed)
    choose(page, "Claire DUPONT")
    other_ways_are_open(page, lonely)


def wait_until_asked_again(page: Page) -> None:
    """The house leaves a provider that was down alone for some seconds."""

    def sent_there() -> bool:
        page.goto("/connexion/")
        page.get_by_role("button", name=CARD, exact=True).click()
        expect(page.get_by_text(SILENT).or_(page.get_by_role("heading", name=CHOICE))).to_be_visible()
        return page.get_by_text(SILENT).count() == 0

    eventually(sent_there, patience=30)


def test_killed_after_it_was_well(lonely: Lonely, page: Page) -> None:
    """What it published lately is no promise that it still stands: nobody is sent to a dead address."""
    lonely.raise_up()
    wait_until_asked_again(page)
    lonely.kill()
    page.goto("/connexion/")
    page.get_by_role("button", name=CARD, exact=True).click()
    other_ways_are_open(page, lonely)
