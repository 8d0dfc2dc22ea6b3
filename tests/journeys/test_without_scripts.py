"""The webmail in a browser that runs no script: the same pages, the same safety of what was typed."""

from playwright.sync_api import expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.letters import lay, letter
from tests.journeys.walk import enter, fill_message


def test_read_page_through_and_write(house: House, new_window: Windows) -> None:
    page = new_window(scripts=False)
    box = enter(page, house, "doctor").mailbox
    assert box
    for number in range(52):
        lay(house, box, letter(box, f"Ancien {number}").as_bytes(), "Archive")
    page.get_by_role("link", name="Archives").click()
    page.get_by_role("link", name="Messages plus anciens").click()
    page.locator("a.message").filter(has_text="Ancien 0").click()
    expect(page.get_by_role("heading", name="Ancien 0")).to_be_visible()
    page.get_by_role("link", name="Répondre", exact=True).click()
    fill_message(page, "personne@medecin.oc.mssante.fr", "Sans script", "Texte gardé")
    page.get_by_label("Pièces jointes").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"a"}
    )
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#id_to_error")).to_contain_text("personne@medecin.oc.mssante.fr")
    expect(page.get_by_label("a.pdf")).to_be_checked()
    expect(page.get_by_label("Message", exact=True)).to_have_value("Texte gardé")
    page.get_by_label("À", exact=True).fill("claire.dupont@pharmacien.oc.mssante.fr")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé.")).to_be_visible()
