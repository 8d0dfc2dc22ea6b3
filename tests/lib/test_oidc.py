"""Tokens as they should be, and as nobody should send them. The clock is held, so that seconds count."""

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from medimail.lib import oidc
from medimail.lib.refused import Refused

NOW = 1_900_000_000
OURS = oidc.Registration("https://psc.exemple/realm", "medimail", "RS256", "eidas1")
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SHORT = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 (too short: that is the test)
CURVE = ec.generate_private_key(ec.SECP256R1())
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


class _Held(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> "_Held":  # noqa: ANN401 (the standard library's signature)
        return cls.fromtimestamp(NOW, tz or UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("jwt.api_jwt.datetime", _Held)
    return


def public(key: Any, kid: str | None = "k1", **more: object) -> dict[str, Any]:  # noqa: ANN401 (of two kinds)
    made = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    row = json.loads(made.to_jwk(key.public_key())) | {"use": "sig", "kid": kid} | more  # type: ignore[attr-defined]
    return {name: value for name, value in row.items() if value is not None}


KEYS = {"keys": [public(RSA), public(CURVE, "k2")]}


def token(key: Any = RSA, algorithm: str = "RS256", kid: str | None = "k1", **claims: object) -> str:  # noqa: ANN401
    right: dict[str, object] = {
        "iss": OURS.issuer,
        "sub": "f:1:2",
        "aud": "medimail",
        "nonce": "n",
        "acr": "eidas1",
        "iat": NOW,
        "exp": NOW + 60,
    }
    sent = {name: value for name, value in (right | claims).items() if value is not None}
    return jwt.api_jws.encode(json.dumps(sent).encode(), key, algorithm, headers={"kid": kid} if kid else {})


def refusal(sent: object, keys: object = KEYS, ours: oidc.Registration = OURS, nonce: str = "n") -> str:
    with pytest.raises(Refused) as refused:
        oidc.read_id_token(sent, keys, ours, nonce)
    return refused.value.reason


@pytest.mark.parametrize(
    ("algorithm", "key", "kid"), [("RS256", RSA, "k1"), ("PS256", RSA, "k1"), ("ES256", CURVE, "k2")]
)
def test_a_token_of_our_registration(algorithm: str, key: Any, kid: str) -> None:  # noqa: ANN401
    ours = oidc.Registration(OURS.issuer, "medimail", algorithm, "eidas1")
    assert oidc.read_id_token(token(key, algorithm, kid), KEYS, ours, "n")["sub"] == "f:1:2"


@pytest.mark.parametrize("claims", [{"exp": NOW - 59}, {"iat": NOW + 60}, {"nbf": NOW + 60}, {"aud": ["medimail"]}])
def test_a_minute_of_difference(claims: dict[str, Any]) -> None:
    assert oidc.read_id_token(token(**claims), KEYS, OURS, "n")


@pytest.mark.parametrize(
    "claims",
    [
        *({"exp": NOW - 60}, {"iat": NOW + 61}, {"nbf": NOW + 61}, {"exp": "demain"}, {"exp": None}, {"iat": None}),
        *({"aud": "autre"}, {"aud": []}, {"aud": {"medimail": 1}}, {"aud": None}, {"aud": ["medimail", 3]}),
        *({"aud": ["medimail", "autre"]}, {"aud": ["medimail", "autre"], "azp": "autre"}, {"azp": "autre"}),
        *({"nonce": "m"}, {"nonce": None}, {"nonce": ["n"]}, {"nonce": ""}),
        *({"sub": ""}, {"sub": None}, {"sub": "x" * 256}, {"sub": "é"}, {"sub": "a\x00b"}, {"sub": "a\nb"}),
    ],
)
def test_what_is_not_for_us_or_no_longer(claims: dict[str, Any]) -> None:
    assert refusal(token(**claims)) == "wrong_token"


@pytest.mark.parametrize("issuer", ["https://psc.exemple/realm/", "https://psc.exemple", ["https://psc.exemple/realm"]])
def test_another_issuer(issuer: object) -> None:
    assert refusal(token(iss=issuer)) in {"wrong_issuer", "wrong_token"}


@pytest.mark.parametrize("acr", ["eidas0", "EIDAS1", ["eidas1"], None, 1])
def test_a_weaker_proof(acr: object) -> None:
    assert refusal(token(acr=acr)) == "weak_proof"


def test_any_proof_will_do_where_none_was_asked() -> None:
    assert oidc.read_id_token(token(acr=None), KEYS, oidc.Registration(OURS.issuer, "medimail", "RS256"), "n")


@pytest.mark.parametrize("algorithm", ["HS256", "none", "RS384", "rs256", "", "EdDSA"])
def test_an_algorithm_no_registration_may_have(algorithm: str) -> None:
    ours = oidc.Registration(OURS.issuer, "medimail", algorithm, "eidas1")
    assert refusal(token(), ours=ours) == "wrong_token"


def test_the_token_does_not_choose_its_algorithm() -> None:
    assert refusal(token(algorithm="PS256")) == "wrong_token"
    assert refusal(token(CURVE, "ES256", "k2")) == "wrong_token"
    assert refusal(token("", "none")) == "wrong_token"
    assert refusal(confused()) == "wrong_token"


def confused() -> str:
    """Signed by HMAC with the public key as if it were a secret, which PyJWT refuses to do."""
    pem = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    head, body, _ = token().split(".")
    head = part(json.dumps({"alg": "HS256", "kid": "k1"}).encode())
    made = jwt.get_algorithm_by_name("HS256").sign(f"{head}.{body}".encode(), pem)
    return f"{head}.{body}.{part(made)}"


def part(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def test_an_unknown_key_may_be_a_new_one() -> None:
    with pytest.raises(oidc.UnknownKey):
        oidc.read_id_token(token(kid="k9"), KEYS, OURS, "n")


def test_a_token_without_key_name_where_there_is_one_key() -> None:
    assert oidc.read_id_token(token(kid=None), {"keys": [public(RSA, None)]}, OURS, "n")
    assert refusal(token(kid=None), {"keys": [public(RSA, None), public(RSA, "k3")]}) == "wrong_token"


@pytest.mark.parametrize(
    "row",
    [
        *(public(RSA, use="enc"), public(RSA, alg="RS512"), public(RSA, kty="oct"), public(CURVE, "k1")),
        *({"kty": "RSA", "kid": "k1"}, {"kty": "RSA", "kid": "k1", "n": "!", "e": []}, "k1", None, []),
        *(public(RSA, n="AQAB"), public(RSA, e="")),
    ],
)
def test_a_key_that_is_none(row: object) -> None:
    assert refusal(token(), {"keys": [row]}) == "wrong_token"


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_key_too_short_to_be_trusted() -> None:
    assert refusal(token(SHORT), {"keys": [public(SHORT)]}) == "wrong_token"


def test_extensions_we_do_not_know_are_refused() -> None:
    """RFC 7515, 4.1.11."""
    sent = jwt.encode({"iss": OURS.issuer}, RSA, "RS256", headers={"kid": "k1", "crit": ["b64"], "b64": True})
    assert refusal(sent) == "wrong_token"


@given(sent=st.text() | st.builds("{}.{}.{}".format, *[st.text()] * 3) | JSON, keys=JSON)
def test_no_text_is_a_token(sent: object, keys: object) -> None:
    assert refusal(sent, keys) == "wrong_token"


@given(header=st.dictionaries(st.sampled_from(["alg", "kid", "crit", "jku", "jwk", "typ", "b64"]), JSON), body=JSON)
def test_no_header_opens_the_door(header: dict[str, Any], body: object) -> None:
    pieces = (part(json.dumps(one).encode()) for one in (header, body))
    assert refusal(".".join([*pieces, "AAAA"])) == "wrong_token"


@given(claims=st.dictionaries(st.sampled_from(["iss", "sub", "aud", "azp", "exp", "iat", "nbf", "acr", "nonce"]), JSON))
def test_signed_nonsense_is_nonsense(claims: dict[str, Any]) -> None:
    """From a provider whose keys are right. What passes is what was asked."""
    sent = jwt.api_jws.encode(json.dumps(claims).encode(), RSA, "RS256", headers={"kid": "k1"})
    try:
        read = oidc.read_id_token(sent, KEYS, OURS, "n")
    except Refused:
        return
    assert (read["iss"], read["nonce"], read["acr"]) == (OURS.issuer, "n", "eidas1")


def userinfo(body: str, kind: str, subject: str = "f:1:2") -> dict[str, Any]:
    return oidc.read_userinfo(body, kind, KEYS, OURS, subject)


@pytest.mark.parametrize("kind", ["application/jwt", "Application/JWT; charset=utf-8"])
def test_signed_userinfo(kind: str) -> None:
    assert userinfo(token(family_name="CARON"), kind)["family_name"] == "CARON"


def test_plain_userinfo() -> None:
    assert userinfo('{"sub": "f:1:2", "family_name": "CARON"}', "application/json")["family_name"] == "CARON"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        *(('{"sub": "f:1:3"}', "application/json"), ("{}", "application/json"), ("[]", "application/json")),
        *((token(sub="f:1:3"), "application/jwt"), (token(aud="autre"), "application/jwt")),
        *((token(iss="https://autre"), "application/jwt"), (token("", "none"), "application/jwt")),
        *((token(), "application/json"), ('{"sub": "f:1:2"}', "application/jwt"), ("", ""), ("[" * 100_000, "")),
    ],
)
def test_userinfo_of_another_or_of_nobody(body: str, kind: str) -> None:
    with pytest.raises(Refused):
        userinfo(body, kind)


@given(
    body=st.text() | JSON.map(json.dumps),
    kind=st.sampled_from(["application/jwt", "application/json", "", "text/html"]),
)
def test_userinfo_is_somebodys_or_refused(body: str, kind: str) -> None:
    with suppress(Refused):
        assert userinfo(body, kind)["sub"] == "f:1:2"


@pytest.mark.parametrize(
    ("url", "issuer", "safe"),
    [
        ("https://a.exemple/x", "https://b.exemple", True),
        ("https://a.exemple:8443/x?y=1", "https://b.exemple", True),
        ("http://a.exemple/x", "https://b.exemple", False),
        ("http://127.0.0.1/x", "https://b.exemple", False),
        ("http://127.0.0.1:1/x", "http://localhost:2", True),
        ("http://localhost:1/x", "http://127.0.0.1:2", True),
        ("http://169.254.169.254/x", "http://127.0.0.1:2", False),
        ("https://user:word@a.exemple/", "https://b.exemple", False),
        ("https://a.exemple/#x", "https://b.exemple", False),
        ("https://a.exemple:99999/", "https://b.exemple", False),
        ("https://a.exemple/\r\nX: y", "https://b.exemple", False),
        *(
            (one, "https://b.exemple", False)
            for one in ("javascript:x", "file:///x", "//a.exemple", "https:", "", None)
        ),
    ],
)
def test_where_we_may_ask(url: object, issuer: str, safe: bool) -> None:
    assert oidc.is_safe(url, issuer) is safe


@given(url=st.text() | JSON)
def test_any_address_is_safe_or_not(url: object) -> None:
    assert oidc.is_safe(url, "https://b.exemple") in {True, False}


@pytest.mark.parametrize(
    ("body", "code"),
    [('{"error": "invalid_grant"}', "invalid_grant"), ('{"error": "le secret est x"}', ""), ("<html>", ""), ("[]", "")],
)
def test_only_known_codes_of_an_error_are_told(body: str, code: str) -> None:
    assert oidc.error_of(body) == code
