"""What a delegate does in a box of somebody else is traced by name and shown to its holder; own reading is not."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import inside, letter, store, subject

_HEAD = """
import json
from django.utils import timezone
from medimail.accounts.models import User
from medimail.audit.models import Trace, name_of
from medimail.mailboxes.actions import give
holder = User.objects.get(email={holder!r}); person = User.objects.get(email={person!r})
box = holder.mailboxes.get(kind="PER")
"""
_ACTS = """
done = Trace.objects.filter(actor=person, subject=name_of(box)).exclude(action="mailbox.entered").order_by("id")
print(json.dumps([[one.action, one.detail] for one in done if one.detail.get("message", {uid}) == {uid}]))
"""


@pytest.fixture
def head(house: House) -> Iterator[str]:
    """The pharmacist writes in the doctor's box."""
    doctor, pharmacist = house.accounts["doctor"], house.accounts["pharmacist"]
    said = _HEAD.format(holder=doctor.email, person=pharmacist.email)
    inside(house, said + 'give(holder, box, person, "writer", ends_on=timezone.localdate())')
    yield said
    inside(house, said + "box.grants.filter(person=person).delete()")


def arrived(house: House, address: str) -> tuple[int, str]:
    title = subject()
    with store(house, address) as session:
        return session.append("INBOX", letter("labo@biologie.oc.mssante.fr", address, title), ()), title


def words(page: Page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_delegate_leaves_a_name_and_the_holder_reads_it(house: House, head: str) -> None:
    address = house.accounts["doctor"].mailbox or ""
    holder, delegate = Person(house, house.accounts["doctor"]), Person(house, house.accounts["pharmacist"])
    uid, title = arrived(house, address)
    delegate.box = holder.box
    for _ in range(2):
        page = delegate.get(f"/boites/{holder.box}/reception/{uid}/")
        assert title in page.text
        holder.get(f"/boites/{holder.box}/reception/{uid}/")
    delegate.post(page, f"/boites/{holder.box}/reception/{uid}/deplacer/", {"vers": "corbeille"})

    def traced() -> list[tuple[str, dict[str, object]]]:
        return [tuple(one) for one in json.loads(inside(house, head + _ACTS.format(uid=uid)))]

    acts = traced()
    assert [one for one in acts if one[0] == "message.read"] == [
        ("message.read", {"folder": "reception", "message": uid})
    ], "once a day"
    assert ("message.moved", {"messages": 1, "to_bin": True}) in acts
    assert title not in json.dumps(acts)
    shown = words(holder.get(f"/boites/{holder.box}/reglages/delegation/actes/"))
    name = inside(house, head + "print(person.full_name)").strip()
    assert name in shown
    assert "Messages déplacés 1 message, vers la corbeille" in shown
    assert delegate.get(f"/boites/{holder.box}/reglages/delegation/actes/").status == 404
    assert "message.read" not in inside(
        house, head + "print([one.action for one in Trace.objects.filter(actor=holder, subject=name_of(box))])"
    ), "one's own reading is nobody's business"


def test_what_a_delegate_sends_is_shown_to_the_holder(house: House, head: str) -> None:
    holder, delegate = Person(house, house.accounts["doctor"]), Person(house, house.accounts["pharmacist"])
    delegate.box, title = holder.box, subject()
    to = house.accounts["pharmacist"].mailbox or ""
    page = f"/boites/{holder.box}/reglages/delegation/actes/"
    before = words(holder.get(page)).count("Message envoyé 1 destinataire")

    def shown() -> bool:
        inside(house, "from medimail.audit.actions import seal; seal()")
        return words(holder.get(page)).count("Message envoyé 1 destinataire") > before

    delegate.send(delegate.composer(), {"to": to, "subject": title, "text": "Bonjour", "action": "send"})
    eventually(shown)
