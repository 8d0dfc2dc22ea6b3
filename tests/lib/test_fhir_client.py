"""A server that hangs, drips or sends us elsewhere costs seconds and nothing else."""

import time
from collections.abc import Iterator

import pytest

from medimail.lib.fhir_client import Answer, Unreachable, patch
from medimail.lib.fhir_patch import deletion, insertion, query
from medimail.lib.national_box import NationalBox
from tests import fake_fhir
from tests.fake_fhir import KEY, PERSON, NationalDirectory

BOX = NationalBox("o'neil\\x@medecin.oc.mssante.fr", "PER", identifier_type="RPPS", national_id="1")


@pytest.fixture
def national() -> Iterator[NationalDirectory]:
    with fake_fhir.national_directory() as directory:
        directory.knows(PERSON, "81")
        yield directory


def ask(national: NationalDirectory, key: str = KEY, whole: float = 30) -> Answer:
    return patch(f"{national.url}/{query(BOX)}", insertion(BOX), key, whole=whole)


def test_a_box_is_taken(national: NationalDirectory) -> None:
    assert ask(national) == Answer(200, "Practitioner")
    assert national.boxes(PERSON, "81") == [BOX.address]
    patch(f"{national.url}/{query(BOX)}", deletion(BOX), KEY)
    assert national.boxes(PERSON, "81") == []


@pytest.mark.parametrize("how", ["hang", "drip", "cut"])
def test_what_does_not_come_to_an_end_is_left(national: NationalDirectory, how: str) -> None:
    national.answers = [how]
    began = time.monotonic()
    with pytest.raises(Unreachable):
        ask(national, whole=0.5)
    assert time.monotonic() - began < 10
    assert ask(national).status == 200


def test_nobody_there(national: NationalDirectory) -> None:
    with pytest.raises(Unreachable):
        patch(f"http://127.0.0.1:{fake_fhir.closed_port()}/{query(BOX)}", {}, KEY)


def test_an_error_says_neither_the_key_nor_the_address(national: NationalDirectory) -> None:
    with pytest.raises(Unreachable) as caught:
        ask(national, key="a key\nthat breaks headers")
    assert "breaks" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_garbage_is_no_resource(national: NationalDirectory) -> None:
    national.answers = ["garbage", 500]
    assert ask(national) == Answer(200, "")
    assert ask(national).status == 500
