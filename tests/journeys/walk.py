"""What people do on every page: look at it, sign in, open the letter that just came."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.house_fixture import Account, House, eventually

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
DROP = """form => {
    const held = new DataTransfer();
    held.items.add(new File(["c"], "c.txt"));
    form.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def look(page: Page, *sizes: dict[str, int]) -> None:
    """Accessible on both screens, or on those named, and nothing to push sideways."""
    for size in sizes or (PHONE, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found = Axe().run(page).response["violations"]
        told = [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]
        assert told == [], f"{page.url} at {size['width']} px"
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{page.url} scrolls sideways by {beyond} px at {size['width']} px"


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Connexion").click()


def enter(page: Page, house: House, role: str) -> Account:
    """Signed in, in front of the first page of that role."""
    account = house.accounts[role]
    sign_in(page, account.email, account.password)
    expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
    return account


def open_letter(page: Page, to: str, subject: str) -> None:
    """The newest demonstration letter to that address, as soon as it is there."""

    def there() -> bool:
        page.goto("/demo/courriels/")
        return letters.count() > 0

    letters = page.get_by_role("row").filter(has_text=to).get_by_role("link", name=subject)
    eventually(there, patience=30)
    letters.first.click()


def fill_message(page: Page, to: str, subject: str, text: str) -> None:
    page.get_by_label("À", exact=True).fill(to)
    page.get_by_label("Objet").fill(subject)
    page.get_by_label("Message", exact=True).fill(text)


def arrived(page: Page, folder: str, subject: str) -> None:
    """Opens the message of that subject, asking for the folder again until it is there."""

    def there() -> bool:
        page.goto(folder)
        return row.count() > 0

    row = page.locator("a.message").filter(has_text=subject)
    eventually(there, patience=30)
    row.first.click()
    expect(page.get_by_role("heading", name=subject, exact=True)).to_be_focused()


def rows_of(page: Page, subject: str) -> Locator:
    return page.locator("#rows a.message").filter(has_text=subject)


def settings_of(page: Page, name: str) -> None:
    """From any page of a box to one of its settings."""
    if "/reglages/" not in page.url:
        page.get_by_role("link", name="Réglages de la boîte").click()
    page.get_by_role("navigation", name="Réglages de la boîte").get_by_role("link", name=name).click()
    expect(page.get_by_role("navigation", name="Réglages").get_by_role("link", name=name)).to_have_attribute(
        "aria-current", "page"
    )


def choose_undo(page: Page, how_long: str) -> None:
    settings_of(page, "Affichage")
    page.get_by_label(how_long).check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Votre affichage est réglé.")).to_be_visible()
