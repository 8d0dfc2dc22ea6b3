"""One box of a structure, one personal box, and everybody who may stand before them."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from medimail.accounts.models import Portal, User
from medimail.contacts.actions import open_group
from medimail.deliveries.models import Delivery
from medimail.directory.models import Entry
from medimail.enrolment.actions import edit_profile
from medimail.lib.sealing import Sealed
from medimail.mail.models import Outbox
from medimail.mailboxes.actions import end, give, invite
from medimail.mailboxes.models import Mailbox
from medimail.publication.models import Change
from medimail.regions.models import Notice
from medimail.rules.models import Rule
from medimail.shared_boxes.actions import ask
from medimail.stationery.models import Paper
from medimail.transfers.models import Transfer
from tests import people

ELSEWHERE = "930000019"
"""A structure of another region."""


@dataclass
class World:
    roles: dict[str, User]
    boxes: dict[str, Mailbox]
    """`shared` and `personal`."""
    numbers: dict[str, dict[str, object]]
    """What stands in addresses: by kind of box, then by name of the page (or ``""`` for all)."""


def world() -> World:
    manager, holder = people.holder(first_name="Léa"), people.holder(first_name="Amélie")
    shared, personal = people.shared_box(manager), holder.mailboxes.get()
    roles = {"manager": manager, "holder": holder, **_members(manager, shared), **_delegates(holder, personal)}
    roles |= {
        "applicant": people.applicant(),
        "stranger": people.holder(first_name="Luc"),
        "colleague": people.holder(first_name="Zoé", finess=people.FINESS),
        "structure administrator": people.structure_administrator(people.FINESS),
        "administrator of another structure": people.structure_administrator(ELSEWHERE),
        "regional administrator": people.region_administrator("76"),
        "administrator of another region": people.region_administrator("93"),
        "platform operator": people.platform_operator(),
    }
    kinds = {"shared": (shared, manager), "personal": (personal, holder)}
    numbers = {kind: _numbers(box, by, roles) for kind, (box, by) in kinds.items()} | {"": _elsewhere(shared, roles)}
    return World(roles, {kind: box for kind, (box, _) in kinds.items()}, numbers)


def _members(manager: User, box: Mailbox) -> dict[str, User]:
    found = {role: people.member(manager, box, role) for role in ("writer", "reader")}
    removed = people.member(manager, box, "writer")
    end(manager, box, box.grants.get(person=removed).pk)
    tomorrow = people.holder(first_name="Inès")
    give(manager, box, tomorrow, "writer", starts_on=timezone.localdate() + timedelta(days=1))
    return found | {"removed member": removed, "member from tomorrow": tomorrow}


def _delegates(holder: User, box: Mailbox) -> dict[str, User]:
    found = {f"delegate who {verb}": people.delegate(holder, role) for verb, role in _VERBS.items()}
    expired = people.delegate(holder, "writer")
    yesterday = timezone.localdate() - timedelta(days=1)
    box.grants.filter(person=expired).update(starts_on=yesterday, ends_on=yesterday)
    return found | {"expired delegate": expired}


_VERBS = {"writes": "writer", "reads": "reader"}


def _numbers(box: Mailbox, by: User, roles: dict[str, User]) -> dict[str, object]:
    """An object of each kind that pages of a box name."""
    invite(by, box, f"invite{box.pk}@exemple.test", "reader", ends_on=timezone.localdate() + timedelta(days=5))
    right = box.grants.get(person=roles["reader" if box.holder_id is None else "delegate who reads"])
    transfer = Transfer.objects.create(mailbox=box, person=by, kind="export", form="zip", state="ready")
    rule = Rule.objects.create(mailbox=box, position=1, sealed=Sealed(settings.SEALING_KEY).seal("{}"))
    paper = Paper.objects.create(mailbox=box, kind="model", name="Accueil", text="Bonjour")
    outbox = Outbox.objects.create(mailbox=box, message_id="1@exemple.test", state="scheduled", person=by)
    line = Delivery.objects.create(mailbox=box, message_id="1@exemple.test", envelope="1", recipient="a@exemple.test")
    return {
        "box": box.pk,
        **dict.fromkeys(("member", "member_end", "member_hand_over"), right.pk),
        "invitation_withdraw": box.invitations.get().pk,
        **dict.fromkeys(("rule", "rule_act"), rule.pk),
        **dict.fromkeys(("paper", "paper_remove"), paper.pk),
        **dict.fromkeys(("sending_undo", "sending_replan", "sending_state"), outbox.pk),
        "delivery_seen": line.pk,
        **{f"transfer_{what}": transfer.pk for what in ("stop", "forget", "go_on", "file", "report")},
        "import_piece": transfer.pk,
    }


def _elsewhere(box: Mailbox, roles: dict[str, User]) -> dict[str, object]:
    """An object of each kind that other pages name, in Occitanie."""
    asked, application = ask(roles["colleague"], people.wanted_box()), roles["applicant"].application.pk
    change = edit_profile(roles["stranger"], people.profile(last_name="Vidal"))
    assert change
    (group, _), account = open_group(roles["stranger"], "Garde"), roles["manager"].application.pk
    said = Notice.objects.create(
        title="Fermé", text="Lundi.", region_code="76", starts_at=timezone.now(), author=roles["regional administrator"]
    )
    ways = {"discovery_url": "https://portail.test/", "client_id": "medimail"}
    portal = Portal.objects.create(slug="portail", name="Portail", protocol="oidc", region_code="76", **ways)
    return {
        **dict.fromkeys(("directory_card", "directory_vcard"), Entry.objects.filter(kind="PER").earliest("pk").pk),
        "publication_again": Change.objects.earliest("pk").pk,
        **dict.fromkeys(("application", "accept", "refuse", "ask", "write"), application),
        **dict.fromkeys(("suspend", "reactivate", "close", "keep_account", "note_leave", "end_leave"), account),
        **dict.fromkeys(("box_request", "accept_box", "refuse_box", "ask_about_box"), asked.pk),
        **dict.fromkeys(("shared_request", "withdraw_shared_request"), asked.pk),
        **dict.fromkeys(("change", "accept_change", "refuse_change"), change.pk),
        **dict.fromkeys(("structure", "structure_use", "ask_domain", "withdraw_domain"), box.structure_id),
        **dict.fromkeys(("appoint_administrator", "dismiss_administrator"), box.structure_id),
        **dict.fromkeys(("structure_box", "suspend_shared", "reactivate_shared", "close_shared"), box.pk),
        **dict.fromkeys(("keep_shared", "hand_over_shared"), box.pk),
        **dict.fromkeys(("group", "rename_group", "part_group", "disband_group"), group.pk),
        **dict.fromkeys(("notice", "end_notice"), said.pk),
        "administrator": roles["structure administrator"].administrator.pk,
        "slug": portal.slug,
    }
