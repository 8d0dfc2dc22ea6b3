"""(region, profession) → domain is data; a structure with a domain of its own uses it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.mailboxes import actions
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.errors import DomainKnown
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import proposed_addresses
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    return people.platform_operator()


def address_of(user: User) -> str:
    return mailboxes_of(user)[0].address


def test_the_rule_of_the_profession_then_the_catch_all(operator: User) -> None:
    assert address_of(people.holder(profession_code="60")).endswith("@infirmier.oc.mssante.fr")
    assert address_of(people.holder(profession_code="35")).endswith("@pro.oc.mssante.fr")


def test_an_operator_sends_a_profession_elsewhere_and_a_restart_keeps_it(operator: User) -> None:
    actions.add_domain(operator, "officines.oc.mssante.fr", region_code="76")
    actions.rule(operator, "76", "21", "officines.oc.mssante.fr")
    actions.host_domains()
    assert address_of(people.holder()).endswith("@officines.oc.mssante.fr")
    assert Trace.objects.filter(actor=operator, action="domain.ruled").exists()


def test_a_structure_with_a_domain_uses_it(operator: User) -> None:
    actions.add_domain(operator, "ehpad-tilleuls.mssante.fr", finess="310000013")
    assert address_of(people.holder(finess="310000013")).endswith("@ehpad-tilleuls.mssante.fr")
    assert address_of(people.holder(finess="310000021")).endswith("@pharmacien.oc.mssante.fr")
    with_no_number = people.holder(finess="310000013", identifier_type="", national_id="")
    assert address_of(with_no_number).endswith("@med.medimail.internal")


def test_a_domain_is_added_once(operator: User) -> None:
    with pytest.raises(DomainKnown):
        actions.add_domain(operator, "Pharmacien.oc.mssante.fr", region_code="76")


def test_adeli_gets_a_national_address_only_where_the_setting_says_so(settings: pytest.FixtureRequest) -> None:
    adeli = {"identifier_type": "ADELI", "national_id": "319012345"}
    assert mailboxes_of(people.holder(**adeli))[0].kind == Mailbox.Kind.MED
    settings.PER_NEEDS_RPPS = False  # type: ignore[attr-defined]
    assert mailboxes_of(people.holder(identifier_type="ADELI", national_id="319012346"))[0].kind == Mailbox.Kind.PER


def test_proposing_addresses_costs_the_same_for_one_and_for_thirty(operator: User) -> None:
    profiles = [people.applicant().profile for _ in range(30)]
    costs = []
    for some in (profiles[:1], profiles):
        with CaptureQueriesContext(connection) as queries:
            proposed_addresses(some)
        costs.append(len(queries))
    assert costs[0] == costs[1]
