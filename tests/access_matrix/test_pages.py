"""Every page of the house, asked by everybody: let in where `doors` says so, and nowhere else."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.access_matrix import doors
from tests.access_matrix.world import World, world
from tests.people import BrowserOf
from tests.web.pages import Page
from tests.web.test_every_address import BY_KEY, PUBLIC, SAMPLES

pytestmark = pytest.mark.django_db
_NUMBERED = ("pk", "paper", "outbox")


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield world()
        transaction.set_rollback(True)


def pages(found: URLResolver, within: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """Name, and what stands in its address."""
    for one in found.url_patterns:
        parts = within | set(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from pages(one, parts)
        elif one.name not in PUBLIC | BY_KEY:
            yield str(one.name), parts


PAGES = dict(pages(get_resolver()))
BOXES = {name for name, parts in PAGES.items() if "box" in parts}


def address(name: str, numbers: dict[str, object]) -> str:
    said = {part: SAMPLES[part] for part in PAGES[name]} | {part: numbers[part] for part in PAGES[name] & set(numbers)}
    said |= {part: numbers[name] for part in PAGES[name] & set(_NUMBERED) if name in numbers}
    return reverse(name, kwargs=said)


def let_in(browser: Client, path: str) -> bool:
    answer = asked(browser, "get", path)
    answer = asked(browser, "post", path) if answer.status_code == 405 else answer
    away = answer.headers.get("Location", "")
    locked = away.endswith("/acces/") and not path.endswith("/acces/demander/")
    return answer.status_code not in {403, 404} and not locked and not away.startswith("/connexion/?next=")


def asked(browser: Client, method: str, path: str) -> Page:
    """What it does is taken back: the next page finds the same world. A folder to move to, for who may move."""
    with transaction.atomic():
        answer: Page = getattr(browser, method)(path, {"vers": "archives"})
        transaction.set_rollback(True)
    return answer


def test_every_page_stands_behind_one_door() -> None:
    assert set(PAGES) == set(doors.OF_BOXES) | set(doors.OF_OTHERS)
    assert set(doors.OF_BOXES) == BOXES


@pytest.mark.parametrize("kind", ["shared", "personal"])
@pytest.mark.parametrize("role", sorted(doors.ALL))
def test_of_a_box(everybody: World, browser_of: BrowserOf, role: str, kind: str) -> None:
    browser, numbers = browser_of(everybody.roles[role]), everybody.numbers[kind]
    found = {name for name in BOXES if let_in(browser, address(name, numbers))}
    assert found == {name for name, roles in doors.OF_BOXES.items() if role in roles[kind]}


@pytest.mark.parametrize("role", sorted(doors.ALL))
def test_of_the_rest_of_the_house(everybody: World, browser_of: BrowserOf, role: str) -> None:
    browser, numbers = browser_of(everybody.roles[role]), everybody.numbers[""]
    found = {name for name in set(PAGES) - BOXES if let_in(browser, address(name, numbers))}
    assert found == {name for name, roles in doors.OF_OTHERS.items() if role in roles}


def test_a_visitor_is_led_to_sign_in(everybody: World) -> None:
    browser = Client()
    for kind in ("shared", "personal", ""):
        names = BOXES if kind else set(PAGES) - BOXES
        assert not {name for name in names if let_in(browser, address(name, everybody.numbers[kind]))}


@pytest.mark.parametrize("kind", ["shared", "personal"])
def test_who_is_not_let_in_cannot_tell_a_box_from_none(everybody: World, browser_of: BrowserOf, kind: str) -> None:
    browser = browser_of(everybody.roles["stranger"])
    told = [browser.get(f"/boites/{number}/reception/") for number in (everybody.boxes[kind].pk, 0, 2**31, 2**63)]
    assert {answer.status_code for answer in told} == {404}
    assert len({answer.content for answer in told}) == 1
