"""A message written to run something, or to tell its sender that it was read: it does neither."""

import re

from playwright.sync_api import expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.letters import HOSTILE, lay, letter
from tests.journeys.walk import arrived, enter, look


def test_html_with_scripts_runs_nothing_and_fetches_nothing(house: House, new_window: Windows) -> None:
    page = new_window()
    box = enter(page, house, "doctor").mailbox
    assert box
    lay(house, box, letter(box, "Piège", page=HOSTILE).as_bytes())
    arrived(page, page.url, "Piège")
    body = page.frame_locator("iframe[title='Corps du message']")
    expect(body.get_by_text("Texte du message piégé")).to_be_visible()
    body.get_by_text("Lien piégé").click()
    look(page)
    expect(page).to_have_title(re.compile("Réception"))
    expect(body.get_by_text("Lien ordinaire")).to_have_attribute("rel", re.compile("noopener"))
    policy = page.request.get(f"{page.url}corps/").headers
    assert "default-src 'none'" in policy["content-security-policy"]
    assert "allow-scripts" not in policy["content-security-policy"]
    # `new_window` fails the test for any request that left this house.


def test_names_and_subjects_are_text(house: House, new_window: Windows) -> None:
    page = new_window()
    box = enter(page, house, "doctor").mailbox
    assert box
    subject = "<script>document.title='sujet'</script><b>gras</b>"
    lay(house, box, letter(box, subject, "<img src=x onerror=\"document.title='texte'\">").as_bytes())
    arrived(page, page.url, subject)
    expect(page.locator(".plain")).to_contain_text("<img src=x")
    look(page)
    expect(page).to_have_title(re.compile("Réception"))


def test_a_page_disguised_as_an_attachment_only_downloads(house: House, new_window: Windows) -> None:
    page = new_window()
    box = enter(page, house, "doctor").mailbox
    assert box
    message = letter(box, "Avec une page")
    message.add_attachment(b"<script>1</script>", maintype="text", subtype="html", filename='a".html\u202efdp.html')
    lay(house, box, message.as_bytes())
    arrived(page, page.url, "Avec une page")
    address = page.locator("a.file").get_attribute("href")
    assert address
    headers = page.request.get(address).headers
    assert headers["content-disposition"].startswith("attachment")
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
