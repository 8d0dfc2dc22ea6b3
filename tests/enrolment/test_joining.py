"""What Pro Santé Connect's word opens, and what it does not."""

from dataclasses import replace

import pytest

from medimail.accounts.actions import link
from medimail.accounts.errors import IdentityTaken, NumberTaken, OtherBearer, OtherNumber
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import NationalNumber, Profile, User
from medimail.accounts.queries import current_terms, identities_of, profile_data, proved_number
from medimail.audit.queries import traces_of
from medimail.enrolment import actions
from medimail.enrolment.by_psc import profile_of, region_of
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.lib.psc import Practice, Professional
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.errors import NoDomain
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk.actions import suspend
from tests import people

pytestmark = pytest.mark.django_db
State = Application.State


def join(person: Professional, practice: Practice = people.PHARMACY) -> Mailbox:
    return actions.join(person, profile_of(person, practice, region_of(practice)), current_terms().version)


def join_from(user: User, person: Professional) -> Mailbox:
    known = profile_data(User.objects.get(pk=user.pk))
    data = profile_of(person, people.PHARMACY, region_of(people.PHARMACY), known)
    return actions.join_from(user, person, data, current_terms().version)


def card_of(user: User) -> Professional:
    return people.professional(user.profile.national_id, first_name=user.first_name, last_name=user.last_name)


def test_a_card_opens_account_profile_and_box_at_once() -> None:
    person = people.professional()
    box = join(person)
    assert (box.kind, box.state, box.address) == ("PER", "active", "claire.dupont@pharmacien.oc.mssante.fr")
    assert box.holder is not None
    user = User.objects.get(pk=box.holder.pk)
    assert (user.email, user.has_usable_password(), user.application.state) == ("", False, State.ACTIVE)
    proved = proved_number(user)
    assert proved is not None
    assert (proved.number, proved.proof) == (person.number, NationalNumber.Proof.PSC)
    assert list(identities_of(user)) == [PSC]
    assert [one.action for one in traces_of([user.application])] == ["application.opened", "application.active"]


def test_homonyms_without_an_address_live_side_by_side() -> None:
    assert join(people.professional()).address != join(people.professional()).address


def test_the_same_card_opens_no_second_account() -> None:
    person = people.professional()
    join(person)
    with pytest.raises(IdentityTaken):
        join(person)


def test_a_number_that_has_an_account_opens_no_other(holder: User) -> None:
    with pytest.raises(NumberTaken):
        join(card_of(holder))
    assert User.objects.filter(last_name="DUPONT", email="").count() == 0


def test_where_no_domain_is_hosted_nothing_is_kept() -> None:
    elsewhere = replace(people.PHARMACY, department_code="975")
    with pytest.raises(NoDomain):
        join(people.professional(), elsewhere)
    assert not User.objects.filter(email="").exists()


def test_an_applicant_skips_the_queue_and_keeps_what_was_typed(applicant: User) -> None:
    Profile.objects.filter(user=applicant).update(phone1="05 61 60 02 03", company_name="Ma pharmacie")
    box = join_from(applicant, card_of(applicant))
    user = User.objects.get(pk=applicant.pk)
    assert (user.application.state, mailboxes_of(user)) == (State.ACTIVE, [box])
    kept = (user.profile.phone1, user.profile.company_name, user.email)
    assert kept == ("05 61 60 02 03", "Ma pharmacie", applicant.email)


def test_a_colleagues_card_opens_nothing_for_an_applicant(applicant: User) -> None:
    """Whoever is still signed in at Pro Santé Connect on a shared computer gives no box to the next person."""
    with pytest.raises(OtherBearer):
        join_from(applicant, replace(card_of(applicant), last_name="LEROUX"))
    assert (identities_of(applicant), mailboxes_of(applicant)) == ({}, [])


def test_who_was_decided_on_cannot_join_again(holder: User) -> None:
    with pytest.raises(WrongState):
        join_from(holder, card_of(holder))


def test_a_holder_links_the_card_of_the_same_number(holder: User) -> None:
    assert actions.link_card(holder, card_of(holder)) is None
    assert list(identities_of(holder)) == [PSC]
    assert NationalNumber.objects.get(user=holder).proof == NationalNumber.Proof.PSC
    assert actions.link_card(holder, card_with_subject(holder)) is None  # a second click


def card_with_subject(holder: User) -> Professional:
    known = holder.socialaccount_set.get(provider=PSC).extra_data  # type: ignore[attr-defined]  # allauth has no types
    return replace(card_of(holder), issuer=known["issuer"], subject=known["subject"])


def test_somebody_elses_card_is_refused(holder: User) -> None:
    other = people.holder()
    with pytest.raises(OtherNumber):
        actions.link_card(holder, card_of(other))
    assert identities_of(holder) == {}


def test_a_number_proved_for_another_is_refused_to_whom_has_none(holder: User) -> None:
    without = people.holder(identifier_type="", national_id="")
    with pytest.raises(NumberTaken):
        actions.link_card(without, replace(card_of(holder), first_name="Pierre"))
    assert (identities_of(without), len(mailboxes_of(without))) == ({}, 1)


def test_a_card_opens_a_national_box_beside_the_internal_one() -> None:
    without = people.holder(identifier_type="", national_id="", first_name="Claire", last_name="Dupont-Durand")
    box = actions.link_card(without, people.professional())
    assert box is not None
    assert [one.kind for one in mailboxes_of(without)] == ["PER", "MED"]


@pytest.mark.parametrize(
    "bearer",
    [
        {"first_name": "Zoé"},
        {"last_name": "MARTIN"},
        {"practices": (replace(people.PHARMACY, profession_code="60"),)},
    ],
)
def test_the_card_of_somebody_else_gives_no_number(bearer: dict[str, object]) -> None:
    """A doctor's card in the hands of who works there: their number would be taken, and their title given away."""
    without = people.holder(identifier_type="", national_id="", first_name="Claire")
    with pytest.raises(OtherBearer):
        actions.link_card(without, people.professional(**bearer))
    assert (identities_of(without), proved_number(without), len(mailboxes_of(without))) == ({}, None, 1)


def test_a_suspended_account_gains_nothing_by_a_card(holder: User) -> None:
    suspend(people.region_administrator("76"), holder.application.pk, "Contrôle")
    with pytest.raises(WrongState):
        actions.link_card(User.objects.get(pk=holder.pk), card_of(holder))
    assert identities_of(holder) == {}


def test_an_administrator_without_a_box_may_link_a_card(region_administrator: User) -> None:
    person = people.professional(first_name="JULIE", last_name="MARTIN")
    actions.link_card(region_administrator, person)
    proved = proved_number(region_administrator)
    assert proved is not None
    assert proved.number == person.number


def test_one_identity_opens_one_account(holder: User, applicant: User) -> None:
    portal = Identity("guyasis", "https://portail.test", "42")
    link(holder, portal)
    link(holder, portal)
    with pytest.raises(IdentityTaken):
        link(applicant, portal)


def test_the_same_subject_of_another_issuer_is_another_person() -> None:
    one, other = (Identity(PSC, issuer, "1") for issuer in ("https://a.test", "https://b.test"))
    assert one.uid != other.uid
