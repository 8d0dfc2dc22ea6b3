"""Bodies written to run something or to tell their sender they were read, each behind all walls and behind two."""

from pathlib import Path

from playwright.sync_api import Browser, Page, Request, Route

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.letters import letter
from tests.journeys.walk import enter
from tests.wire.site import store

BODIES = sorted((Path(__file__).parents[1] / "hostile").glob("*.html"))
# By the policy, or by the browser itself: an SVG of another server is never asked for.
REFUSED = {"csp", "origin"}
# In the page of a message, the same kind of frame shows each body; what runs inside could mark its parent.
SHOW = """async ([paths, sandbox]) => {
  const show = (path) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", sandbox);
    frame.addEventListener("load", () => setTimeout(() => { frame.remove(); done(); }, 50));
    frame.src = path;
    document.body.append(frame);
  });
  while (paths.length) await Promise.all(paths.splice(0, 8).map(show));
  return window.ran ?? 0;
}"""


def laid(house: House, box: str) -> dict[str, int]:
    with store(house, box) as session:
        return {
            path.stem: session.append("Junk", letter(box, path.stem, page=path.read_text()).as_bytes(), ())
            for path in BODIES
        }


def shown(house: House, page: Page, folder: str, uids: dict[str, int]) -> tuple[int, list[str]]:
    """Whether one of them ran something, and what was sent besides the requests for the bodies."""
    page.goto(f"{folder}{next(iter(uids.values()))}/")
    sandbox = page.locator("iframe.frame").get_attribute("sandbox")
    sent: list[str] = []

    def note(request: Request) -> None:
        # What the policy refuses is told as a request too, and never leaves the browser. The page around has its own.
        if (
            request.failure not in REFUSED
            and request.resource_type != "eventsource"
            and "hx-request" not in request.headers
        ):
            sent.append(request.url)

    page.on("requestfinished", note)
    page.on("requestfailed", note)
    paths = [f"{folder}{uid}/corps/" for uid in uids.values()]
    ran = page.evaluate(SHOW, [paths, sandbox])
    expected = {f"{house.url}{path}" for path in paths}
    around = ("data:", f"{house.url}/static/", f"{house.url}/boites/non-lus/", f"{house.url}{folder[:-13]}compteurs/")
    assert expected <= set(sent)
    return ran, [url for url in sent if url not in expected and not url.startswith(around)]


def test_hostile_bodies_run_nothing_and_fetch_nothing(house: House, new_window: Windows, chromium: Browser) -> None:
    assert len(BODIES) >= 60
    page = new_window()
    box = enter(page, house, "doctor").mailbox
    assert box
    uids = laid(house, box)
    folder = page.url.partition("/reception/")[0].removeprefix(house.url) + "/indesirables/"
    assert shown(house, page, folder, uids) == (0, [])

    # Without the cleaner: the frame and its policy hold by themselves.
    raw = {str(uids[path.stem]): path.read_bytes() for path in BODIES}

    def uncleaned(route: Route) -> None:
        route.fulfill(response=route.fetch(), body=raw[route.request.url.split("/")[-3]])

    with chromium.new_context(base_url=house.url, storage_state=page.context.storage_state()) as context:
        bare = context.new_page()
        bare.route("**/corps/", uncleaned)
        assert shown(house, bare, folder, uids) == (0, [])
