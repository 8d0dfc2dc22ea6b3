import time

import jwt
import pytest

from medimail.lib.mail_token import LIFETIME, issue

KEY = b"k" * 32


def test_it_names_one_mailbox_and_who_acts() -> None:
    claims = jwt.decode(issue(KEY, "a@x.fr", "dr@exemple.fr"), KEY, algorithms=["HS256"])
    assert (claims["sub"], claims["act"]) == ("a@x.fr", "dr@exemple.fr")
    assert claims["exp"] == pytest.approx(time.time() + LIFETIME, abs=2)
    assert claims["nbf"] <= time.time()


def test_it_dies_and_cannot_be_altered() -> None:
    with pytest.raises(jwt.ExpiredSignatureError):
        jwt.decode(issue(KEY, "a@x.fr", "dr", lifetime=-1), KEY, algorithms=["HS256"])
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(issue(KEY, "a@x.fr", "dr"), b"l" * 32, algorithms=["HS256"])
