"""Each line of evidence, in each of its verdicts."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from medimail.accounts.actions import prove_number
from medimail.accounts.models import NationalNumber, User
from medimail.enrolment import actions
from medimail.enrolment.claims import claim_of
from medimail.enrolment.evidence import Line, clear, evidence, evidence_of_changes, judge
from medimail.enrolment.models import Application
from medimail.lib.national_numbers import with_key
from tests import people
from tests.national_files import Listed, Place, load
from tests.people import FINESS

pytestmark = pytest.mark.django_db
NUMBER, OTHER = with_key("9971900001"), with_key("9971900002")
HERE = Place("PHARMACIE DU CENTRE", FINESS, postcode="31620", town="CASTELNAU D ESTRETEFONDS", department_code="31")


def listed(**changes: object) -> None:
    person = Listed("RPPS", NUMBER, "DUPONT", "PIERRE", "21", places=(HERE,))
    load([replace(person, **changes)])  # type: ignore[arg-type]


def lines(user: User) -> dict[str, Line]:
    (found,) = evidence([user.application])
    return {line.key: line for line in found}


def verdicts(user: User) -> dict[str, str]:
    return {key: line.verdict for key, line in lines(user).items()}


def applicant(**changes: object) -> User:
    return people.applicant(**{"national_id": NUMBER, **changes})


def test_a_clear_case() -> None:
    listed()
    user = applicant()
    (found,) = evidence([user.application])
    assert [line.key for line in found] == ["number", "name", "profession", "place", "address", "elsewhere"]
    assert [line.verdict for line in found] == ["ok", "ok", "ok", "ok", "unknown", "ok"]
    assert clear(found)


@pytest.mark.parametrize(
    ("register", "key", "verdict"),
    [
        ({"national_id": OTHER}, "number", "warn"),
        ({"last_name": "DURAND"}, "name", "warn"),
        ({"last_name": "DUPONT EPOUSE DURAND"}, "name", "unknown"),
        ({"profession_code": "10"}, "profession", "warn"),
        ({"places": (replace(HERE, town="Toulouse"),)}, "place", "unknown"),
        ({"places": (replace(HERE, town="Paris", department_code="75"),)}, "place", "warn"),
        ({"places": ()}, "place", "unknown"),
    ],
)
def test_one_thing_amiss_is_not_clear(register: dict[str, object], key: str, verdict: str) -> None:
    listed(**register)
    user = applicant()
    (found,) = evidence([user.application])
    assert lines(user)[key].verdict == verdict
    assert not clear(found)


def test_no_directory_is_no_suspicion() -> None:
    user = applicant()
    assert verdicts(user) == {"number": "unknown", "address": "unknown", "elsewhere": "ok"}


def test_any_place_of_several_will_do() -> None:
    listed(places=(replace(HERE, finess="", town="Paris", department_code="75"), HERE))
    assert verdicts(applicant(town="", department_code="", finess=FINESS))["place"] == "ok"


def test_the_sign_in_address_stands_in_the_directory() -> None:
    user = applicant()
    listed(places=(replace(HERE, email=user.email.upper()),))
    assert lines(user)["address"].verdict == "ok"


def test_an_address_never_seen_names_the_phone_of_the_directory() -> None:
    listed(places=(replace(HERE, phone="+33 5 36 49 00 12"),))
    said = lines(applicant(phone1="06 39 98 00 01"))["address"].text
    assert "05 36 49 00 12" in said
    assert "06 39 98 00 01" not in said


@pytest.mark.parametrize(("known", "verdict"), [("accueil@exemple.test", "ok"), ("accueil@autre.test", "unknown")])
def test_the_structure_has_mail_in_the_same_domain(known: str, verdict: str) -> None:
    load([Listed("RPPS", OTHER, "X", "Y", "21", places=(replace(HERE, email=known),))])
    assert verdicts(applicant(finess=FINESS))["address"] == verdict


def test_a_public_provider_proves_nothing() -> None:
    listed(places=(replace(HERE, email="accueil@gmail.com"),))
    user = applicant(finess=FINESS)
    user.email = "pierre@gmail.com"
    (found,) = judge([claim_of(user)])
    assert {line.key: line.verdict for line in found}["address"] == "unknown"


def test_a_validated_colleague_of_the_structure_has_the_same_domain() -> None:
    user = applicant(finess=FINESS)
    assert verdicts(user)["address"] == "unknown"
    people.holder(finess=FINESS, first_name="Anne")
    assert verdicts(user)["address"] == "ok"


def test_the_holder_is_not_their_own_colleague() -> None:
    user = people.holder(finess=FINESS)
    (found,) = judge([claim_of(User.objects.get(pk=user.pk))])
    assert {line.key: line.verdict for line in found}["address"] == "unknown"


def test_a_number_claimed_twice_warns_on_both() -> None:
    one, other = applicant(), applicant(first_name="Jean")
    assert lines(one)["elsewhere"].title == lines(other)["elsewhere"].title
    assert lines(one)["elsewhere"].title == "Une autre demande en attente porte ce numéro"


def test_a_number_proved_by_another_warns() -> None:
    prove_number(applicant(), NationalNumber.Proof.PSC)
    assert lines(applicant())["elsewhere"].title == "Numéro déjà rattaché à un autre compte"


def test_the_same_person_twice() -> None:
    applicant(phone1="05 61 60 02 03")
    twin = people.applicant(phone2="05 61 60 02 03", last_name="DUPONT")
    colleague = people.applicant(phone1="05 61 60 02 03", first_name="Jean")
    assert lines(twin)["elsewhere"].title == "Un autre compte a les mêmes nom et téléphone"
    assert lines(colleague)["elsewhere"].verdict == "ok"


def test_without_number_the_structure_speaks() -> None:
    without = {"national_id": "", "identifier_type": "", "finess": FINESS}
    user = applicant(**without, company_name="Pharmacie du Centre")
    assert verdicts(user) == {"number": "unknown", "place": "unknown", "address": "unknown", "elsewhere": "ok"}
    listed()
    (found,) = evidence([user.application])
    assert lines(user)["place"].title == "Établissement connu de l’Annuaire Santé"
    assert not clear(found)
    assert lines(applicant(**without, company_name="Clinique"))["place"].verdict == "unknown"


def test_a_change_is_judged_as_if_it_were_said() -> None:
    listed(last_name="MARTIN")
    user = people.holder(national_id=NUMBER)
    change = actions.edit_profile(user, replace(claim_of(User.objects.get(pk=user.pk)).data, last_name="Martin"))
    assert change
    (found,) = evidence_of_changes([change])
    assert {line.key: line.verdict for line in found}["name"] == "ok"


def test_the_cost_does_not_grow_with_the_queue() -> None:
    listed()
    costs = []
    for count in (1, 5):
        people_of_queue = [applicant(phone1="05 61 60 02 03") for _ in range(count)]
        queue = list(Application.objects.filter(user__in=people_of_queue).select_related("user__profile"))
        with CaptureQueriesContext(connection) as captured:
            evidence(queue)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10
