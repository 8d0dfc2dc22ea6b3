"""A stand-in that let everything pass would prove nothing about the house."""

import base64
import hashlib
import json
import urllib.parse
from typing import Any

import jwt
import pytest

from medimail.lib.national_numbers import check_rpps
from medimail.sandbox.identities import PROFESSIONALS
from tests.sandbox_fixture import HOUSE, SECRET, Running, fetch

VERIFIER = "v" * 43
RETURN = f"{HOUSE}/connexion/avec/psc/retour/"


def asked(psc: Running, **changes: str) -> str:
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    parameters = {
        "response_type": "code",
        "client_id": "medimail",
        "redirect_uri": RETURN,
        "scope": "openid scope_all",
        "state": "s & t",
        "nonce": "n1",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "acr_values": "eidas1",
    }
    return f"{psc.provider.authorization}?{urllib.parse.urlencode(parameters | changes)}"


def parameters(address: str) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))


def code(psc: Running, key: str = "pharmacist") -> str:
    return parameters(psc.choose(asked(psc), key))["code"]


def exchange(psc: Running, given: str, **changes: str) -> tuple[int, dict[str, Any]]:
    form = {
        "grant_type": "authorization_code",
        "code": given,
        "redirect_uri": RETURN,
        "code_verifier": VERIFIER,
        "client_id": "medimail",
        "client_secret": SECRET,
    }
    status, body, _ = fetch(psc.provider.address("token"), form | changes)
    return status, json.loads(body)


def test_the_whole_way(psc: Running) -> None:
    status, body, _ = fetch(psc.discovery)
    told = json.loads(body)
    assert psc.discovery.endswith("/auth/realms/esante-wallet/.well-known/wallet-openid-configuration")
    assert (
        urllib.parse.urlsplit(told["authorization_endpoint"]).hostname != urllib.parse.urlsplit(told["issuer"]).hostname
    )
    back = parameters(psc.choose(asked(psc), "pharmacist"))
    assert back["state"] == "s & t"
    status, tokens = exchange(psc, back["code"])
    assert status == 200
    keys = jwt.PyJWKSet.from_dict(json.loads(fetch(told["jwks_uri"])[1]))
    key = keys[jwt.get_unverified_header(tokens["id_token"])["kid"]]
    claims = jwt.decode(tokens["id_token"], key, ["RS256"], audience="medimail", issuer=told["issuer"])
    assert (claims["acr"], claims["nonce"]) == ("eidas1", "n1")
    status, body, _ = fetch(told["userinfo_endpoint"], Authorization=f"Bearer {tokens['access_token']}")
    person = json.loads(body)
    assert person["sub"] == claims["sub"]
    assert person["SubjectRefPro"]["exercices"][0]["activities"][0]["codeDepartement"] == "81"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "quelqu’un"}, "invalid_client"),
        ({"code": "invented"}, "invalid_grant"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": f"{HOUSE}/elsewhere/"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_no_token_for(psc: Running, changes: dict[str, str], said: str) -> None:
    status, body = exchange(psc, code(psc), **changes)
    assert (status >= 400, body.get("error")) == (True, said)


def test_a_code_used_twice_takes_back_what_it_gave(psc: Running) -> None:
    given = code(psc)
    token = exchange(psc, given)[1]["access_token"]
    address = psc.provider.address("userinfo")
    assert fetch(address, Authorization=f"Bearer {token}")[0] == 200
    assert exchange(psc, given)[0] == 400
    assert fetch(address, Authorization=f"Bearer {token}")[0] == 401


def test_the_secret_in_the_header(psc: Running) -> None:
    form = {"grant_type": "authorization_code", "code": code(psc), "redirect_uri": RETURN, "code_verifier": VERIFIER}
    pair = f"medimail:{urllib.parse.quote_plus(SECRET)}"
    header = f"Basic {base64.b64encode(pair.encode()).decode()}"
    assert fetch(psc.provider.address("token"), form, Authorization=header)[0] == 200


@pytest.mark.parametrize("changes", [{"redirect_uri": f"{RETURN}x"}, {"client_id": "somebody"}])
def test_nobody_unknown_is_sent_anywhere(psc: Running, changes: dict[str, str]) -> None:
    status, _, back = fetch(asked(psc, **changes))
    assert (status, back) == (400, "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": "scope_all"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_a_wrong_demand_is_told_to_the_house(psc: Running, changes: dict[str, str], said: str) -> None:
    status, _, back = fetch(asked(psc, **changes))
    assert (status, parameters(back)["error"]) == (302, said)


def test_the_person_may_refuse(psc: Running) -> None:
    assert parameters(psc.refuse(asked(psc)))["error"] == "access_denied"


def test_the_end_goes_back_to_a_known_address_only(psc: Running) -> None:
    hint = exchange(psc, code(psc))[1]["id_token"]
    for known, hint_given, address in (
        (True, hint, f"{HOUSE}/connexion/"),
        (False, hint, "https://elsewhere.example/"),
        (False, hint[:-8] + "AAAAAAAA", f"{HOUSE}/connexion/"),
    ):
        told = {"id_token_hint": hint_given, "post_logout_redirect_uri": address, "state": "x"}
        status, _, back = fetch(f"{psc.provider.address('logout')}?{urllib.parse.urlencode(told)}")
        assert (status, back) == ((302, f"{address}?state=x") if known else (400, ""))


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "HS256", "none"])
def test_signs_as_it_is_told(psc: Running, algorithm: str) -> None:
    psc.behaviour.algorithm = algorithm
    token = exchange(psc, code(psc))[1]["id_token"]
    assert jwt.get_unverified_header(token)["alg"] == algorithm


def test_faults_end_with_the_test(psc: Running) -> None:
    psc.behaviour.faults["token"] = "error"
    assert fetch(psc.provider.address("token"), {})[0] == 500
    psc.behaviour.reset()
    assert fetch(psc.provider.address("token"), {})[0] == 401


def test_every_number_is_of_the_test_range() -> None:
    numbers = [str(each.claims["SubjectNameID"]) for each in PROFESSIONALS.values() if "/" not in each.subject]
    assert len(numbers) == 7
    assert [number for number in numbers if not number.startswith("89970") or check_rpps(number[1:])] == []
