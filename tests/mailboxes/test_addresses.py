"""Which address a person gets: the rules of the national scheme and of this operator."""

import pytest

from medimail.mailboxes.access import mailboxes_of
from tests import people

pytestmark = pytest.mark.django_db


def address_of(**changes: object) -> str:
    [box] = mailboxes_of(people.holder(**changes))
    return box.address


def test_a_pharmacist_of_occitanie_with_an_rpps_number() -> None:
    assert address_of() == "pierre.dupont@pharmacien.oc.mssante.fr"


def test_homonyms_count_up() -> None:
    assert [address_of(), address_of(), address_of()] == [
        "pierre.dupont@pharmacien.oc.mssante.fr",
        "pierre.dupont2@pharmacien.oc.mssante.fr",
        "pierre.dupont3@pharmacien.oc.mssante.fr",
    ]


def test_accents_apostrophes_and_hyphens() -> None:
    assert address_of(first_name="Zoé", last_name="D’Étigny-Ñuñez") == "zoe.d-etigny-nunez@pharmacien.oc.mssante.fr"


def test_without_number_the_box_is_internal() -> None:
    [box] = mailboxes_of(people.holder(identifier_type="", national_id=""))
    assert (box.kind, box.address, box.domain.external) == ("MED", "pierre.dupont@med.medimail.internal", False)


def test_an_adeli_number_identifies_but_gives_no_national_address() -> None:
    [box] = mailboxes_of(people.holder(identifier_type="ADELI", national_id="319300013"))
    assert box.kind == "MED"


def test_a_profession_without_domain_falls_to_the_catch_all() -> None:
    assert address_of(profession_code="35") == "pierre.dupont@pro.oc.mssante.fr"


def test_a_name_that_looks_like_a_patient_or_a_role_is_not_given_as_such() -> None:
    assert address_of(first_name="", last_name="255081416802538").startswith("2550814168025382@")
    assert address_of(first_name="", last_name="Postmaster").startswith("postmaster2@")


def test_a_very_long_name_still_fits() -> None:
    address = address_of(first_name="A" * 100, last_name="B" * 100)
    assert len(address.partition("@")[0]) <= 64


def test_leaving_the_national_directory_is_the_red_list() -> None:
    [box] = mailboxes_of(people.holder(in_mssante_directory=False))
    assert box.red_list
