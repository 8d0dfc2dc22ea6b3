"""Every answer of a SAML portal that must sign nobody in. The person spoken of has an account that it opens."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from pytest_django.fixtures import Settings

from medimail.accounts.actions import keep_portal
from medimail.accounts.models import User
from medimail.accounts.portal_facts import SamlFacts
from medimail.audit.models import Trace
from tests import people
from tests.saml_fixture import NAME, SUBJECT, SamlPortal
from tests.saml_idp import DIGEST_SHA256, IdentityProvider, Message, saml
from tests.web.pages import signed_in, words

pytestmark = pytest.mark.django_db
NS = {
    "a": "urn:oasis:names:tc:SAML:2.0:assertion",
    "p": "urn:oasis:names:tc:SAML:2.0:protocol",
    "s": "http://www.w3.org/2000/09/xmldsig#",
}
RSA_SHA1, SHA1 = f"{NS['s']}rsa-sha1", f"{NS['s']}sha1"
RSA_SHA224 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ATTACKER = "attacker"
"""Somebody whom the portal knows, too."""


@pytest.fixture(autouse=True)
def unhurried(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


def reasons() -> list[str]:
    return [one.detail["reason"] for one in Trace.objects.filter(action="sign_in.refused").order_by("id")]


def moment(**away: int) -> str:
    return (datetime.now(UTC) + timedelta(**away)).strftime("%Y-%m-%dT%H:%M:%SZ")


def confirmation(response: Message) -> Message:
    return response.assertion[0].subject.subject_confirmation[0].subject_confirmation_data


def other_audience(response: Message) -> None:
    response.assertion[0].conditions.audience_restriction[0].audience[0].text = "https://autre.example/sp"


def no_audience(response: Message) -> None:
    response.assertion[0].conditions.audience_restriction = []


def other_issuer(response: Message) -> None:
    response.assertion[0].issuer.text = response.issuer.text = "https://autre.example/idp"


def no_issuer(response: Message) -> None:
    response.assertion[0].issuer.text = ""


def other_recipient(response: Message) -> None:
    confirmation(response).recipient += "plus/loin/"


def no_recipient(response: Message) -> None:
    confirmation(response).recipient = None


def other_destination(response: Message) -> None:
    response.destination += "plus/loin/"


def unasked(response: Message) -> None:
    response.in_response_to = confirmation(response).in_response_to = None


def asked_in_the_unsigned_part_alone(response: Message) -> None:
    confirmation(response).in_response_to = None


def session_over(response: Message) -> None:
    response.assertion[0].authn_statement[0].session_not_on_or_after = moment(hours=-1)


def refused_there(response: Message) -> None:
    response.status.status_code.value = "urn:oasis:names:tc:SAML:2.0:status:Responder"


def proved_long_ago(response: Message) -> None:
    response.assertion[0].authn_statement[0].authn_instant = moment(hours=-2)


def expired(response: Message, seconds: int) -> None:
    response.assertion[0].conditions.not_on_or_after = moment(seconds=-seconds)


def confirmation_expired(response: Message, seconds: int) -> None:
    confirmation(response).not_on_or_after = moment(seconds=-seconds)


def early(response: Message, seconds: int) -> None:
    response.assertion[0].conditions.not_before = moment(seconds=seconds)


@pytest.mark.parametrize("change", [expired, confirmation_expired, early])
@pytest.mark.parametrize("seconds", [45, 90])
def test_clocks_may_be_a_minute_apart(
    saml_portal: SamlPortal, portal_user: User, client: Client, change: Callable[[Message, int], None], seconds: int
) -> None:
    comes_in = seconds < 60
    saml_portal.came_in(client, change=lambda response: change(response, seconds))
    assert signed_in(client) == (portal_user.pk if comes_in else None)
    assert reasons() == ([] if comes_in else ["wrong_token"])


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("wrong_token", {"change": other_audience}),
        ("wrong_token", {"change": no_audience}),
        ("wrong_issuer", {"change": other_issuer}),
        ("wrong_issuer", {"change": no_issuer}),
        ("wrong_token", {"change": other_recipient}),
        ("wrong_token", {"change": no_recipient}),
        ("wrong_token", {"change": other_destination}),
        ("wrong_state", {"change": unasked}),
        ("wrong_state", {"change": asked_in_the_unsigned_part_alone}),
        ("wrong_token", {"change": session_over}),
        ("cancelled", {"change": refused_there}),
        ("wrong_token", {"signed": "nothing"}),
        ("wrong_token", {"algorithms": (RSA_SHA1, SHA1)}),
        ("wrong_token", {"algorithms": (RSA_SHA1, DIGEST_SHA256)}),
        ("wrong_token", {"algorithms": (RSA_SHA256, SHA1)}),
        ("wrong_token", {"algorithms": (RSA_SHA224, DIGEST_SHA256)}),
        ("wrong_answer", {"name_format": saml.NAMEID_FORMAT_TRANSIENT}),
        ("wrong_answer", {"name_format": saml.NAMEID_FORMAT_EMAILADDRESS}),
        ("wrong_answer", {"name_format": saml.NAMEID_FORMAT_UNSPECIFIED}),
        ("wrong_answer", {"subject": " "}),
    ],
)
def test_such_an_answer_signs_nobody_in(
    saml_portal: SamlPortal, portal_user: User, client: Client, reason: str, said: dict[str, Any]
) -> None:
    page = saml_portal.came_in(client, **said)
    assert signed_in(client) is None
    assert page.redirect_chain[-1][0] == "/connexion/"
    assert NAME in words(page)
    assert reasons() == [reason]


# Below, the portal signs an answer about the attacker, who then makes it speak of the other person.


def tampered(xml: str) -> str:
    return xml.replace(f">{ATTACKER}<", f">{SUBJECT}<")


def entity(xml: str) -> str:
    return f'<!DOCTYPE r [<!ENTITY who "{SUBJECT}">]>' + xml.replace(f">{ATTACKER}<", ">&who;<")


def file_of_ours(xml: str) -> str:
    return '<!DOCTYPE r [<!ENTITY who SYSTEM "file:///etc/passwd">]>' + xml.replace(f">{ATTACKER}<", ">&who;<")


def bomb(xml: str) -> str:
    layers = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return f'<!DOCTYPE r [<!ENTITY e0 "ha">{layers}]>' + xml.replace(f">{ATTACKER}<", ">&e9;<")


def signed_and_forged(xml: str) -> tuple[Any, Any, Any]:
    """The answer, its signed assertion, and an unsigned one that speaks of the other person."""
    root = etree.fromstring(xml.encode())
    true = root.find("a:Assertion", NS)
    forged = etree.fromstring(etree.tostring(true))
    forged.remove(forged.find("s:Signature", NS))
    forged.set("ID", "forged")
    forged.find("a:Subject/a:NameID", NS).text = SUBJECT
    return root, true, forged


def wrapped_before(xml: str) -> str:
    root, true, forged = signed_and_forged(xml)
    root.insert(list(root).index(true), forged)
    return etree.tostring(root).decode()


def wrapped_in_extensions(xml: str, *, same_name: bool = False) -> str:
    root, true, forged = signed_and_forged(xml)
    root.replace(true, forged)
    extensions = etree.Element(f"{{{NS['p']}}}Extensions")
    extensions.append(true)
    root.insert(1, extensions)
    if same_name:
        forged.set("ID", true.get("ID"))
    return etree.tostring(root).decode()


def wrapped_under_one_name(xml: str) -> str:
    return wrapped_in_extensions(xml, same_name=True)


def wrapped_in_its_signature(xml: str) -> str:
    root, true, forged = signed_and_forged(xml)
    root.replace(true, forged)
    signature = true.find("s:Signature", NS)
    forged.insert(1, signature)
    etree.SubElement(signature, f"{{{NS['s']}}}Object").append(true)
    return etree.tostring(root).decode()


@pytest.mark.parametrize(
    ("reason", "tamper"),
    [
        ("wrong_token", tampered),
        ("wrong_answer", entity),
        ("wrong_answer", file_of_ours),
        ("wrong_answer", bomb),
        ("wrong_answer", wrapped_before),
        ("wrong_answer", wrapped_in_extensions),
        ("wrong_answer", wrapped_under_one_name),
        ("wrong_answer", wrapped_in_its_signature),
        ("wrong_token", lambda xml: tampered(xml).replace("rsa-sha256", "hmac-sha256")),
        ("wrong_answer", lambda xml: xml[: len(xml) // 2]),
        ("wrong_answer", lambda _: "<"),
        ("wrong_answer", lambda _: ""),
    ],
)
@pytest.mark.usefixtures("portal_user")
def test_an_answer_altered_on_its_way_signs_nobody_in(
    saml_portal: SamlPortal,
    client: Client,
    reason: str,
    tamper: Callable[[str], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    xml = saml_portal.answer(saml_portal.asked(client), subject=ATTACKER)
    page = saml_portal.came_back(client, tamper(xml))
    assert signed_in(client) is None
    assert page.redirect_chain[-1][0] == "/connexion/"
    assert reasons() == [reason]
    assert not {word for word in (SUBJECT, ATTACKER, "Assertion") if word in caplog.text}


def test_a_comment_does_not_cut_a_name(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    """CVE-2017-11427: what the portal signed for `a1b2c3.attacker` must not be read as `a1b2c3`."""
    xml = saml_portal.answer(saml_portal.asked(client), subject=f"{SUBJECT}.attacker")
    page = saml_portal.came_back(client, xml.replace(".attacker<", "<!-- -->.attacker<"))
    assert "vous a reconnu" in words(page), "the signature holds, and the name is whole: nobody we know"
    assert signed_in(client) is None


def test_an_answer_serves_once(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    xml = saml_portal.answer(saml_portal.asked(client))
    saml_portal.came_back(client, xml)
    assert signed_in(client) == portal_user.pk
    client.post("/deconnexion/")
    saml_portal.came_back(client, xml)
    assert signed_in(client) is None
    assert reasons() == ["wrong_state"]


def test_an_answer_serves_the_browser_that_asked(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    xml = saml_portal.answer(saml_portal.asked(Client()))
    saml_portal.came_back(client, xml)
    assert signed_in(client) is None
    assert reasons() == ["wrong_state"]


def test_one_portals_answer_is_none_for_another(
    saml_portal: SamlPortal, portal_user: User, other_region: IdentityProvider, client: Client
) -> None:
    """Mix-up: a portal may call its own people as it likes, also as another portal calls somebody else."""
    keep_portal(None, "autre", SamlFacts(other_region.metadata), name="Autre", region_code="53", strong=False)
    other = SamlPortal(other_region, "autre")
    saml_portal.came_back(client, other.answer(other.asked(client)))
    assert signed_in(client) is None
    assert reasons() == ["wrong_token"]
    other.came_in(client)
    assert signed_in(client) is None, "the same name given by another issuer is another person"


def test_a_portal_answers_its_own_questions_alone(
    saml_portal: SamlPortal, portal_user: User, region: IdentityProvider, client: Client
) -> None:
    """One provider behind two portals: a question put by one is not answered by the other."""
    keep_portal(None, "jumeau", SamlFacts(region.metadata), name="Jumeau", region_code="53", strong=False)
    twin = SamlPortal(region, "jumeau")
    asked = saml_portal.asked(client)
    ours = saml_portal.our_metadata.replace("/occitanie/", "/jumeau/")

    def as_for_the_twin(response: Message) -> None:
        audience = response.assertion[0].conditions.audience_restriction[0].audience[0]
        for owner, name in ((response, "destination"), (confirmation(response), "recipient"), (audience, "text")):
            setattr(owner, name, getattr(owner, name).replace("/occitanie/", "/jumeau/"))

    assert ours == twin.our_metadata
    twin.came_back(client, saml_portal.answer(asked, change=as_for_the_twin))
    assert signed_in(client) is None
    assert reasons() == ["wrong_state"]


def test_an_old_proof_is_no_new_one(saml_portal: SamlPortal, portal_user: User, browser_of: people.BrowserOf) -> None:
    browser = browser_of(portal_user)
    asked = saml_portal.asked(browser, process="redirect", next="/profil/")
    saml_portal.came_back(browser, saml_portal.answer(asked, change=proved_long_ago))
    assert reasons() == ["weak_proof"]


def test_an_answer_too_long_is_not_even_kept(saml_portal: SamlPortal, client: Client) -> None:
    page = client.post(f"{saml_portal.address}acs/", {"SAMLResponse": "A" * 300_000})
    assert page.status_code == 413
    assert "saml-acs-session" not in client.cookies


def test_answers_without_end_are_stopped(saml_portal: SamlPortal, client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"portal_answer": "2/m/ip"}
    pages = [client.post(f"{saml_portal.address}acs/", {"SAMLResponse": "AAAA"}) for _ in range(3)]
    assert [page.status_code for page in pages] == [302, 302, 429]
