"""A delegate is removed while the page is open: the next click says so, and whom to ask."""

import re

from playwright.sync_api import expect

from tests.house_fixture import House
from tests.journeys.conftest import Windows
from tests.journeys.walk import enter, look
from tests.wire.site import inside

SHARE = """
from medimail.accounts.models import User
from medimail.mailboxes.actions import SharedBox, give, open_shared
from medimail.mailboxes.models import Mailbox
from medimail.structures.models import Structure
import uuid
holder = User.objects.get(email={holder!r})
wanted = SharedBox(Mailbox.Kind.ORG, Structure.objects.first(), "accueil-" + uuid.uuid4().hex[:8], service="Accueil")
print(open_shared(wanted, manager=holder, by=None).pk)
"""


def test_a_member_is_added_reads_and_is_removed_while_the_page_is_open(house: House, new_window: Windows) -> None:
    holder, person = house.accounts["doctor"], house.accounts["pharmacist"]
    box = inside(house, SHARE.format(holder=holder.email)).strip()
    manager, member = new_window(), new_window()
    enter(manager, house, "doctor")
    enter(member, house, "pharmacist")

    manager.goto(f"/boites/{box}/membres/")
    look(manager)
    manager.locator("#id_to").fill(person.mailbox or "")
    manager.get_by_role("button", name="Ajouter").click()
    expect(manager.get_by_text("Claire Dupont peut ouvrir cette boîte")).to_be_visible()
    look(manager)

    member.goto(f"/boites/{box}/reception/")
    expect(member.get_by_text("Vous lisez cette boîte sans pouvoir y écrire")).to_be_visible()
    expect(member.get_by_role("link", name="Nouveau message")).to_have_count(0)

    manager.get_by_role("button", name="Retirer Claire Dupont").click()
    expect(manager.get_by_text("Cette personne n’ouvre plus cette boîte")).to_be_visible()
    member.get_by_role("link", name="Envoyés").click()
    expect(member).to_have_url(re.compile(f"/boites/{box}/acces/$"))
    expect(member.get_by_role("heading", name="Vous n’avez pas accès à cette boîte")).to_be_visible()
    expect(member.get_by_text("Amélie Fabre")).to_be_visible()
    look(member)
    member.get_by_role("button", name="Demander l’accès").click()
    expect(member.get_by_text("Votre demande est partie")).to_be_visible()
