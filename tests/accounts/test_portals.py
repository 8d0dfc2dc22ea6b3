"""Portals as data: kept, closed, opened again, imported; nothing unusable gets in."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from medimail.accounts.actions import close_portal, keep_portal, link, reopen_portal
from medimail.accounts.errors import WrongPortal
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import Portal, User
from medimail.accounts.portal_facts import OidcFacts, SamlFacts
from medimail.accounts.queries import people_of_portal, portal, portal_lines, portals
from medimail.audit.models import Trace
from medimail.lib.sealing import Sealed
from tests import people
from tests.saml_idp import IdentityProvider

pytestmark = pytest.mark.django_db
OIDC = OidcFacts("https://portail.example/.well-known/openid-configuration", "medimail", "a secret")
WHO: dict[str, Any] = {"name": "Portail Occitanie", "region_code": "76", "strong": False}


def operator() -> User:
    return people.platform_operator()


def test_a_secret_is_sealed_and_kept_when_none_is_typed() -> None:
    keep_portal(operator(), "occitanie", OIDC, **WHO)
    changed = OidcFacts(OIDC.discovery_url, "medimail-2")
    kept = keep_portal(operator(), "occitanie", changed, **WHO)
    assert "a secret" not in kept.client_secret
    assert Sealed(settings.SEALING_KEY).open(kept.client_secret) == "a secret"
    assert (kept.client_id, kept.issuer) == ("medimail-2", "https://portail.example")
    assert "secret" not in str(list(Trace.objects.filter(action="portal.kept").values_list("detail", flat=True)))


def test_the_issuer_of_saml_is_what_its_metadata_say(region: IdentityProvider) -> None:
    assert keep_portal(operator(), "occitanie", SamlFacts(region.metadata), **WHO).issuer == region.entity_id


def test_a_certificate_that_expired_is_refused(tmp_path: Path) -> None:
    old = IdentityProvider(tmp_path / "old", "https://portail.example/idp", days=-1)
    with pytest.raises(WrongPortal, match="expired"):
        keep_portal(operator(), "occitanie", SamlFacts(old.metadata), **WHO)


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("not_xml", "<ns0:EntityDescriptor", "<EntityDescriptor"),
        ("not_xml", "<ns0:EntityDescriptor", '<!DOCTYPE a [<!ENTITY b "c">]><ns0:EntityDescriptor'),
        ("no_provider", "IDPSSODescriptor", "SPSSODescriptor"),
        ("no_address", "https://portail.example/sso", "http://portail.example/sso"),
        ("no_address", "bindings:HTTP-Redirect", "bindings:SOAP"),
        ("no_certificate", "MII", "???"),
        ("no_certificate", 'use="signing"', 'use="encryption"'),
        ("must_sign", 'WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="true"'),
    ],
)
def test_metadata_nobody_could_sign_in_with_are_refused(
    region: IdentityProvider, word: str, before: str, after: str
) -> None:
    assert before in region.metadata
    with pytest.raises(WrongPortal) as refusal:
        keep_portal(operator(), "occitanie", SamlFacts(region.metadata.replace(before, after)), **WHO)
    assert refusal.value.word == word
    assert not Portal.objects.exists()


@pytest.mark.parametrize(
    ("word", "slug", "changes"),
    [
        ("slug", PSC, {}),
        ("slug", "Été", {}),
        ("name", "occitanie", {"name": " "}),
        ("region", "occitanie", {"region_code": "XX"}),
    ],
)
def test_a_portal_badly_named_is_refused(word: str, slug: str, changes: dict[str, str]) -> None:
    with pytest.raises(WrongPortal) as refusal:
        keep_portal(operator(), slug, OIDC, **{**WHO, **changes})
    assert refusal.value.word == word


@pytest.mark.parametrize(
    ("word", "facts"),
    [
        ("address", OidcFacts("http://portail.example/.well-known/openid-configuration", "medimail")),
        ("discovery", OidcFacts("https://portail.example/", "medimail")),
        ("client", OidcFacts(OIDC.discovery_url, "")),
        ("algorithm", OidcFacts(OIDC.discovery_url, "medimail", signing_algorithm="none")),
    ],
)
def test_what_openid_connect_needs_is_asked(word: str, facts: OidcFacts) -> None:
    with pytest.raises(WrongPortal) as refusal:
        keep_portal(operator(), "occitanie", facts, **WHO)
    assert refusal.value.word == word


def test_a_short_name_is_taken_once_and_its_protocol_stays(region: IdentityProvider) -> None:
    keep_portal(operator(), "occitanie", OIDC, **WHO, new=True)
    with pytest.raises(WrongPortal, match="another portal"):
        keep_portal(operator(), "occitanie", OIDC, **WHO, new=True)
    with pytest.raises(WrongPortal, match="does not change"):
        keep_portal(operator(), "occitanie", SamlFacts(region.metadata), **WHO)


def test_a_closed_portal_is_offered_to_nobody_and_keeps_its_people() -> None:
    by, user = operator(), people.account()
    keep_portal(by, "occitanie", OIDC, **WHO)
    link(user, Identity("occitanie", "https://portail.example", "a1"))
    close_portal(by, "occitanie")
    close_portal(by, "occitanie")
    assert portals() == []
    assert [(one.portal.active, one.people) for one in portal_lines()] == [(False, 1)]
    reopen_portal(by, "occitanie")
    assert [one.slug for one in portals()] == ["occitanie"]
    acts = Trace.objects.filter(subject="accounts.portal:occitanie").order_by("id")
    assert list(acts.values_list("action", flat=True)) == ["portal.kept", "portal.closed", "portal.reopened"]


def test_who_would_lose_their_only_way_in_is_counted() -> None:
    by = operator()
    for slug in ("occitanie", "autre", "ferme"):
        keep_portal(by, slug, OIDC, **WHO)
    with_password, alone, with_card, with_open, with_closed = (people.account() for _ in range(5))
    for number, user in enumerate((with_password, alone, with_card, with_open, with_closed)):
        link(user, Identity("occitanie", "https://portail.example", str(number)))
    for user in (alone, with_card, with_open, with_closed):
        user.set_unusable_password()
        user.save()
    link(with_card, Identity(PSC, "https://psc.example", "c"))
    link(with_open, Identity("autre", "https://portail.example", "o"))
    link(with_closed, Identity("ferme", "https://portail.example", "f"))
    close_portal(by, "ferme")
    assert people_of_portal("occitanie") == (5, 2)


@pytest.fixture
def listed(tmp_path: Path, region: IdentityProvider) -> Path:
    (tmp_path / "region.xml").write_text(region.metadata, encoding="utf-8")
    oidc = {"protocol": "oidc", "discovery_url": OIDC.discovery_url, "client_id": "medimail", "client_secret": "s"}
    saml = {"protocol": "saml", "metadata_file": "region.xml", "strong": True}
    lines = [
        {"slug": "occitanie", "name": "Portail Occitanie", "region_code": "76", **oidc},
        {"slug": "bretagne", "name": "Portail Bretagne", "region_code": "53", **saml},
    ]
    file = tmp_path / "portals.json"
    file.write_text(json.dumps(lines), encoding="utf-8")
    return file


def test_a_list_is_imported_and_again_changes_nothing(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        call_command("import_portals", listed)
    assert [(one.slug, one.protocol, one.strong) for one in portals()] == [
        ("bretagne", "saml", True),
        ("occitanie", "oidc", False),
    ]
    assert "2 portal(s) are kept." in capsys.readouterr().out


def test_one_wrong_line_and_nothing_is_imported(listed: Path) -> None:
    lines = json.loads(listed.read_text(encoding="utf-8"))
    lines += [{**lines[0], "slug": "a", "region_code": "XX"}, {**lines[1], "slug": "b", "metadata_file": "none.xml"}]
    lines += [{**lines[0], "slug": "c", "colour": "blue"}, "nothing"]
    listed.write_text(json.dumps(lines), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("import_portals", listed)
    sentences = str(refusal.value).splitlines()
    assert sentences[0] == "Nothing was changed."
    assert [line.partition(":")[0] for line in sentences[1:]] == [f"portal {number}" for number in (3, 4, 5, 6)]
    assert not Portal.objects.exists()


@pytest.mark.parametrize("text", ["{}", "not json"])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "portals.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"portals\.json"):
        call_command("import_portals", file)


def test_a_portal_that_does_not_exist(db: None) -> None:
    with pytest.raises(Portal.DoesNotExist):
        portal("occitanie")
