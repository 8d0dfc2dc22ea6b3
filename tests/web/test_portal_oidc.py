"""A regional portal by OpenID Connect: known once it was linked, and never mistaken for another provider."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from medimail.accounts.actions import link
from medimail.accounts.identity import Identity
from medimail.accounts.models import Portal, User
from medimail.lib.sealing import Sealed
from tests import people
from tests.sandbox_fixture import PORTAL, Running
from tests.web.pages import words
from tests.web.refused import is_refused, secrets_of

pytestmark = pytest.mark.django_db
KEY = "nadia"


@pytest.fixture
def regular(portal: Running) -> User:
    """Somebody whom the portal signs in."""
    user = people.holder()
    link(user, Identity(PORTAL, portal.provider.issuer, portal.identity(KEY).subject))
    return user


def test_a_linked_portal_opens_the_account(client: Client, portal: Running, regular: User) -> None:
    portal.answer(client, KEY)
    assert client.session["_auth_user_id"] == str(regular.pk)
    kept = SocialAccount.objects.get(user=regular)
    assert kept.extra_data == {"issuer": portal.provider.issuer, "subject": portal.identity(KEY).subject}


def test_somebody_else_of_the_same_portal_is_nobody_here(client: Client, portal: Running, regular: User) -> None:
    portal.answer(client, "thierry")
    assert "_auth_user_id" not in client.session


def test_an_address_that_a_portal_writes_opens_nothing(client: Client, portal: Running, regular: User) -> None:
    """Pitfall of identity by e-mail: whoever runs a portal could write anybody's."""
    portal.behaviour.id_token = portal.behaviour.userinfo = {"email": regular.email, "email_verified": True}
    portal.answer(client, "thierry")
    assert "_auth_user_id" not in client.session


def test_the_same_subject_of_two_providers_is_two_people(client: Client, psc: Running, portal: Running) -> None:
    user = people.holder()
    link(user, Identity(PORTAL, portal.provider.issuer, psc.identity("nurse").subject))
    psc.answer(client, "nurse")
    assert "_auth_user_id" not in client.session


def test_the_state_of_one_is_refused_to_another(client: Client, psc: Running, portal: Running, regular: User) -> None:
    """Mix-up: the code of the portal, brought back under the name of Pro Santé Connect, and the other way round."""
    from_portal = portal.choose(portal.start(client), KEY).replace(f"/{PORTAL}/", "/psc/")
    is_refused(client, psc.back(client, from_portal), "wrong_state")
    from_psc = psc.choose(psc.start(client), "nurse").replace("/psc/", f"/{PORTAL}/")
    is_refused(client, portal.back(client, from_psc), "wrong_state", PORTAL)


def test_a_code_of_one_in_the_answer_of_another(client: Client, psc: Running, portal: Running, regular: User) -> None:
    theirs = secrets_of(psc.choose(psc.start(client), "nurse"))[0]
    ours = portal.choose(portal.start(client), KEY)
    is_refused(client, portal.back(client, ours.replace(secrets_of(ours)[0], theirs)), "code_refused", PORTAL)


def test_a_portal_that_speaks_for_another_issuer(client: Client, psc: Running, portal: Running, regular: User) -> None:
    portal.behaviour.discovery = {"issuer": psc.provider.issuer}
    is_refused(client, client.post(f"/connexion/avec/{PORTAL}/"), "wrong_issuer", PORTAL)


def test_a_token_of_pro_sante_connect_opens_no_account_by_a_portal(
    client: Client, psc: Running, portal: Running, regular: User
) -> None:
    portal.behaviour.id_token = {"iss": psc.provider.issuer}
    is_refused(client, portal.answer(client, KEY), "wrong_issuer", PORTAL)


@pytest.mark.parametrize("algorithm", ["HS256", "none", "ES256"])
def test_the_algorithm_of_a_portal_is_that_of_its_registration(
    client: Client, portal: Running, regular: User, algorithm: str
) -> None:
    portal.behaviour.algorithm = algorithm
    is_refused(client, portal.answer(client, KEY), "wrong_token", PORTAL)


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_no_portal_is_registered_with_a_shared_secret(
    client: Client, portal: Running, regular: User, algorithm: str
) -> None:
    """Were it, by an operator's mistake, its tokens would be refused all the same."""
    Portal.objects.update(signing_algorithm=algorithm)
    portal.behaviour.algorithm = algorithm
    is_refused(client, portal.answer(client, KEY), "wrong_token", PORTAL)


def test_a_portal_that_is_down_leaves_the_others_open(
    client: Client, psc: Running, portal: Running, regular: User
) -> None:
    portal.behaviour.faults = {"discovery": "error"}
    sentence = is_refused(client, client.post(f"/connexion/avec/{PORTAL}/"), "provider_down", PORTAL)
    assert "PORTAIL CCS GUYASIS - Guyane ne répond pas." in sentence
    assert psc.start(client)


def test_a_secret_sealed_by_another_house(
    client: Client, portal: Running, regular: User, caplog: pytest.LogCaptureFixture
) -> None:
    Portal.objects.update(client_secret=Sealed("another key, of another house").seal("secret"))
    is_refused(client, portal.answer(client, KEY), "code_refused", PORTAL)
    assert f"the secret of portal {PORTAL} was sealed with another key" in caplog.text


@pytest.mark.parametrize("path", ["", "retour/?code=abc&state=abc"])
def test_a_portal_that_was_put_aside_does_not_exist(client: Client, portal: Running, regular: User, path: str) -> None:
    Portal.objects.update(active=False)
    assert client.post(f"/connexion/avec/{PORTAL}/").status_code == 404
    assert client.get(f"/connexion/avec/{PORTAL}/retour/?code=a&state=b").status_code == 404


def test_a_portal_that_asks_more_of_a_person(client: Client, portal: Running, regular: User) -> None:
    page = words(client.post(f"/connexion/avec/{PORTAL}/"))
    assert "Vous allez être dirigé vers PORTAIL CCS GUYASIS - Guyane…" in page
