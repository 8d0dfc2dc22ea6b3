"""What people type outlives an expired page, and a second click sends nothing twice."""

from playwright.sync_api import expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows

NAME = "D'Étigny-Ñuñez"
REASON = "Le numéro indiqué est celui d’un homonyme."


def test_an_expired_page_gives_everything_back_but_passwords(new_window: Windows) -> None:
    page = new_window()
    page.goto("/inscription/compte/")
    page.fill("#id_last_name", NAME)
    page.fill("#id_password1", "Motdepasse1")
    page.context.clear_cookies()
    page.click("text=Créer mon compte Medimail")
    expect(page.locator("h1")).to_have_text("Cette page a expiré")
    page.click("text=Rouvrir la page")
    expect(page.locator("#id_last_name")).to_have_value(NAME)
    expect(page.locator("#id_password1")).to_have_value("")
    assert "Motdepasse1" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_reason_outlives_the_session_and_not_the_sign_out(house: House, new_window: Windows) -> None:
    """Of a suspension: an account that is open stays to be found, whatever other journeys decide."""
    administrator = house.accounts["region-administrator"]
    page = new_window()

    def sign_in() -> None:
        page.fill("#id_login", administrator.email)
        page.fill("#id_password", administrator.password)
        page.click("main button.main")

    page.goto("/connexion/")
    sign_in()
    page.goto("/demandes/decidees/?q=dupont")
    page.get_by_role("link", name="Claire Dupont", exact=True).click()
    page.get_by_role("heading", name="Claire Dupont").wait_for()
    request_page = page.url
    page.click("text=Suspendre…")
    page.fill("#id_reason", REASON)
    page.context.clear_cookies()
    page.goto(request_page)
    sign_in()
    expect(page.locator("#id_reason")).to_have_value(REASON)
    expect(page.locator("#id_reason")).to_be_visible()
    page.click("text=Déconnexion")
    expect(page.locator("h1")).to_have_text("Connectez-vous à Medimail")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_double_click_posts_once(new_window: Windows) -> None:
    page = new_window()
    posted: list[str] = []
    page.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
    page.goto("/mot-de-passe/oublie/")
    page.fill("#id_email", "personne@exemple.test")
    page.dblclick("text=Recevoir un lien")
    expect(page.locator("h1")).to_have_text("Regardez votre messagerie")
    assert len(posted) == 1
