"""A new version of the terms is asked of everybody, so this story has a house of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from medimail.accounts import terms
from tests.house_fixture import House, new_home, standing
from tests.journeys.conftest import Windows
from tests.journeys.walk import look, sign_in


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with new_home() as home, standing(home) as standing_house:
        yield standing_house


def test_a_new_version_is_asked_at_the_next_sign_in(house: House, new_window: Windows, tmp_path: Path) -> None:
    official = house.accounts["other-region-administrator"]
    page = new_window()
    sign_in(page, official.email, official.password)
    expect(page).to_have_url(re.compile("/demandes/"))
    shipped = terms.shipped()
    file = tmp_path / "cgu.md"
    file.write_text(f"# {shipped.title}\n\n{shipped.text}\n\n## Article 21. Nouveauté\n\nUn texte de plus.\n")
    house.manage("publish_terms", str(file), "--as", "2027-01")
    page.reload()
    expect(page).to_have_url(re.compile("/demandes/"))
    page.context.clear_cookies()
    sign_in(page, official.email, official.password)
    expect(page.get_by_role("heading", name="Nouvelles conditions d’utilisation")).to_be_visible()
    expect(page.locator(".textLayer").first).to_contain_text("2027-01")
    look(page)
    page.get_by_role("button", name="Accepter").click()
    expect(page).to_have_url(re.compile("/demandes/"))
