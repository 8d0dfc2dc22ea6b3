"""What a browser would read on a page."""

import html
import re
from typing import Any

from django.test import Client

from medimail.notifications.models import Letter

# Django's test client answers its own subclass of HttpResponse.
Page = Any
PASSWORD = "Motdepasse1"
ACCOUNT = {
    "last_name": "D'Étigny-Ñuñez",
    "first_name": "Aïcha",
    "email": "aicha@exemple.test",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
PROFILE = {
    "last_name": "D'Étigny-Ñuñez",
    "first_name": "Aïcha",
    "phone1": "05 61 60 02 03",
    "profession_code": "21",
    "identifier_type": "RPPS",
    "national_id": "9971 0000 001",
    "company_name": "PHARMACIE DU CENTRE",
    "postcode": "31620",
    "town": "Castelnau-d’Estrétefonds",
    "department_code": "31",
    "region_code": "76",
    "in_medimail_directory": "on",
    "in_mssante_directory": "on",
    "paperless": "on",
    "notify": "on",
}


def words(page: Page) -> str:
    """The text of a page, entities read and spaces made plain."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode().replace("<wbr>", ""))
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())


def error_of(page: Page, field: str) -> str:
    """The sentence next to a field; empty when it has none."""
    found = re.search(rf'<ul[^>]*id="id_{field}_error"[^>]*>(.*?)</ul>', page.content.decode(), re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", found[1])).replace("\u00a0", " ").strip() if found else ""


def link_in_last_letter(address: str) -> str:
    """The path of the first link of the newest letter to that address."""
    letter = Letter.objects.filter(to=address).latest("id")
    found = re.search(r"https?://[^/\s]+(/\S*)", letter.text)
    assert found, letter.text
    return found[1]


def signed_up(client: Client, **changes: str) -> Page:
    return client.post("/inscription/compte/", {**ACCOUNT, **changes}, follow=True)


def hidden(page: Page) -> dict[str, str]:
    """Which sending of a request the page shows (`lu`): a browser sends it along, and so must a test."""
    found = re.findall(r'<input type="hidden" name="(lu)" value="([^"]+)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found}


def signed_in(browser: Client) -> int | None:
    """The number of the person, or nobody."""
    return int(browser.session["_auth_user_id"]) if "_auth_user_id" in browser.session else None
