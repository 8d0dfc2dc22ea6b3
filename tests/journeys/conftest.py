"""Debian's Chromium, one window per person; a failure leaves what each window showed in `test-results/`."""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.house_fixture import House

RESULTS = Path(__file__).resolve().parents[2] / "test-results"
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)
Windows = Callable[..., Page]
expect.set_options(timeout=15_000)  # three houses share two cores


# Ends with the folder: Playwright's event loop would forbid Django's database to any test that came after it.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS.split(), "--no-first-run"])
        yield browser
        browser.close()


@pytest.fixture
def new_window(chromium: Browser, house: House, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """`new_window()`: a browser of its own, for one person; `scripts=False` runs no JavaScript.

    A request to anywhere else than this house and its stand-ins of the outside world is a failure.
    """
    pages: list[Page] = []
    allowed = (house.url, *house.outside, f"http://127.0.0.1:{house.port + 92}/direct/", "data:")
    elsewhere: list[str] = []

    def opened(*, scripts: bool = True) -> Page:
        page = chromium.new_context(base_url=house.url, locale="fr-FR", java_script_enabled=scripts).new_page()
        page.set_default_timeout(20_000)
        page.context.on("request", lambda one: None if one.url.startswith(allowed) else elsewhere.append(one.url))
        pages.append(page)
        return page

    yield opened
    if request.node.stash.get(FAILED, False):
        RESULTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name)
        for number, page in enumerate(pages, start=1):
            page.screenshot(path=RESULTS / f"{name}-{number}.png", full_page=True)
    for page in pages:
        page.context.close()
    assert elsewhere == []


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report
