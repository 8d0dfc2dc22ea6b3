"""The verdicts of the policy service, asked as Postfix asks."""

import io

import pytest

from medimail.lib.policy_protocol import Malformed, requests, serve
from medimail.trust import policy
from medimail.trust.actions import list_peer
from tests import people

pytestmark = pytest.mark.django_db
ISSUER = "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS"
PEER, DOMAIN = "mta.other-operator.example", "hopital.mssante.fr"


def ask(**changes: str) -> str:
    values = {
        "request": "smtpd_access_policy",
        "ccert_subject": PEER,
        "ccert_issuer": ISSUER,
        "sender": f"service@{DOMAIN}",
        "recipient": "pierre.dupont@pharmacien.oc.mssante.fr",
        **changes,
    }
    question = "".join(f"{name}={value}\n" for name, value in values.items()) + "\n"
    answer = io.BytesIO()
    serve(io.BytesIO(question.encode()), answer, policy.decide)
    return answer.getvalue().decode().removeprefix("action=").strip()


@pytest.fixture(autouse=True)
def listed() -> None:
    list_peer(DOMAIN, PEER)
    people.holder()


def test_a_listed_peer_is_heard() -> None:
    assert ask() == policy.ACCEPT


def test_the_names_of_a_certificate_are_read_as_postfix_writes_them() -> None:
    assert ask(ccert_issuer=ISSUER.replace(" ", "+20")) == policy.ACCEPT
    (request,) = requests(io.BytesIO(b"ccert_subject=Autorit+C3+A9+20\nsender=a+20@b\n\n"))
    assert request == {"ccert_subject": "Autorité ", "sender": "a+20@b"}


def test_a_bounce_from_a_listed_peer_is_heard() -> None:
    assert ask(sender="") == policy.ACCEPT


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"ccert_subject": ""}, policy.NOT_IDENTIFIED),
        ({"ccert_issuer": "Another authority"}, policy.NOT_IDENTIFIED),
        ({"ccert_subject": "mta.unknown.example"}, policy.NOT_LISTED),
        ({"ccert_subject": "mta.unknown.example", "sender": ""}, policy.NOT_LISTED),
        ({"sender": "service@elsewhere.mssante.fr"}, policy.NOT_LISTED),
        ({"sender": "pierre.dupont@pharmacien.oc.mssante.fr"}, policy.SPOOFED),
    ],
)
def test_who_is_refused(changes: dict[str, str], verdict: str) -> None:
    assert ask(**changes) == verdict


def test_a_bal_med_receives_from_inside_only() -> None:
    [box] = people.holder(identifier_type="", national_id="").mailboxes.all()
    assert ask(recipient=box.address) == policy.INTERNAL


def test_a_line_that_is_no_attribute_ends_the_conversation() -> None:
    with pytest.raises(Malformed):
        list(requests(io.BytesIO(b"no equals sign\n\n")))
    with pytest.raises(Malformed):
        list(requests(io.BytesIO(b"a=" + b"x" * 5000)))
