"""Profile later: what a human checked goes back to a human, and the mailbox works all along."""

from dataclasses import replace

import pytest

from medimail.accounts.errors import NumberTaken
from medimail.accounts.models import Profile, User
from medimail.accounts.profile import ProfileData
from medimail.accounts.queries import profile_data
from medimail.enrolment import actions
from medimail.enrolment.access import change_of
from medimail.mailboxes.access import mailboxes_of
from medimail.notifications.models import Letter
from medimail.servicedesk import actions as desk
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince
from tests import people

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_switches_and_contacts_change_at_once(holder: User) -> None:
    said = same_as(holder)
    assert (
        actions.edit_profile(holder, replace(said, town="Fronton", in_mssante_directory=False, paperless=False)) is None
    )
    box = mailboxes_of(holder)[0]
    assert (Profile.objects.get(user=holder).town, box.red_list, box.paperless) == ("Fronton", True, False)


def test_a_new_name_waits_for_a_human(holder: User, region_administrator: User) -> None:
    change = actions.edit_profile(holder, replace(same_as(holder), last_name="Durand"))
    assert change is not None
    assert (fresh(holder).last_name, mailboxes_of(holder)[0].display_name) == ("Dupont", "Pierre Dupont")
    desk.accept_change(region_administrator, change.pk)
    assert (fresh(holder).last_name, mailboxes_of(holder)[0].display_name) == ("Durand", "Pierre Durand")
    assert mailboxes_of(holder)[0].address.startswith("pierre.dupont@")
    assert Letter.objects.filter(to=holder.email, kind="change_decided").count() == 1


def test_a_phone_saved_while_an_administrator_accepts_keeps_the_new_name(
    holder: User, region_administrator: User
) -> None:
    """`holder` was read before the decision, as in a request that comes at the same time."""
    said = replace(same_as(holder), last_name="Durand")
    change = actions.edit_profile(holder, said)
    assert change is not None
    desk.accept_change(region_administrator, change.pk)
    assert holder.last_name == "Dupont"
    assert actions.edit_profile(holder, replace(said, phone1="05 61 60 02 03")) is None
    assert (fresh(holder).last_name, fresh(holder).profile.phone1) == ("Durand", "05 61 60 02 03")


def test_a_refused_change_leaves_everything_as_it_was(holder: User, region_administrator: User) -> None:
    change = actions.edit_profile(holder, replace(same_as(holder), profession_code="10"))
    assert change is not None
    desk.refuse_change(region_administrator, change.pk, "Pas de diplôme de médecin.")
    assert fresh(holder).profile.profession_code == "21"
    latest = change_of(holder)
    assert latest is not None
    assert (latest.state, latest.reason) == ("refused", "Pas de diplôme de médecin.")


def test_typing_the_old_words_again_withdraws_the_change(holder: User) -> None:
    said = same_as(holder)
    actions.edit_profile(holder, replace(said, last_name="Durand"))
    assert actions.edit_profile(holder, said) is None
    latest = change_of(holder)
    assert latest is not None
    assert latest.state == "withdrawn"


def test_a_number_given_later_opens_a_national_box_beside_the_internal_one(region_administrator: User) -> None:
    holder = people.holder(identifier_type="", national_id="")
    number = people.profile().national_id
    change = actions.edit_profile(holder, replace(same_as(holder), identifier_type="RPPS", national_id=number))
    assert change is not None
    box = desk.accept_change(region_administrator, change.pk)
    assert box is not None
    assert [(one.kind, one.state) for one in mailboxes_of(holder)] == [("PER", "active"), ("MED", "active")]
    assert box.address in Letter.objects.get(to=holder.email, kind="change_decided").text


def test_a_change_accepted_on_a_suspended_account_opens_nothing_yet(region_administrator: User) -> None:
    holder = people.holder(identifier_type="", national_id="")
    number = people.profile().national_id
    change = actions.edit_profile(holder, replace(same_as(holder), identifier_type="RPPS", national_id=number))
    assert change is not None
    desk.suspend(region_administrator, holder.application.pk, "Plainte.")
    desk.accept_change(region_administrator, change.pk)
    assert mailboxes_of(holder) == []
    desk.reactivate(region_administrator, holder.application.pk)
    assert [one.kind for one in mailboxes_of(holder)] == ["PER", "MED"]


def test_who_moves_to_another_structure_is_read_again(region_administrator: User) -> None:
    """The structure chooses the domain of the new box: a decision on the page of another one must not stand."""
    holder = people.holder(identifier_type="", national_id="")
    said = replace(same_as(holder), identifier_type="RPPS", national_id=people.profile().national_id)
    change = actions.edit_profile(holder, said)
    assert change is not None
    actions.edit_profile(holder, replace(said, finess="310000013"))
    with pytest.raises(ChangedSince):
        desk.accept_change(region_administrator, change.pk, read=change.submitted_at)


def test_a_number_proved_by_somebody_else_cannot_be_accepted(holder: User, region_administrator: User) -> None:
    thief = people.applicant(national_id=holder.profile.national_id)
    with pytest.raises(NumberTaken):
        desk.accept(region_administrator, thief.application.pk)
    assert mailboxes_of(thief) == []
    late = people.holder()
    change = actions.edit_profile(late, replace(same_as(late), national_id=holder.profile.national_id))
    assert change is not None
    with pytest.raises(NumberTaken):
        desk.accept_change(region_administrator, change.pk)
    assert fresh(late).profile.national_id != holder.profile.national_id


def test_decided_twice_or_on_other_words_nothing_moves(holder: User, region_administrator: User) -> None:
    change = actions.edit_profile(holder, replace(same_as(holder), last_name="Durand"))
    assert change is not None
    read = change.submitted_at
    actions.edit_profile(holder, replace(same_as(holder), last_name="Durant"))
    with pytest.raises(ChangedSince):
        desk.accept_change(region_administrator, change.pk, read=read)
    desk.accept_change(region_administrator, change.pk)
    with pytest.raises(AlreadyDecided):
        desk.refuse_change(people.region_administrator("76"), change.pk, "non")
    assert fresh(holder).last_name == "Durant"


def same_as(user: User) -> ProfileData:
    """What the person would send without touching anything."""
    return profile_data(fresh(user))
