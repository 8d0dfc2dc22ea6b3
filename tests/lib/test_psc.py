"""What Pro Santé Connect says of a professional, in the shapes seen and in those that might come."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib import psc
from medimail.lib.national_numbers import with_key

RPPS = with_key("9970000101")
ACTIVITY = {
    "codeModeExercice": "L",
    "numeroFinessSite": "",
    "raisonSocialeSite": "PHARMACIE DES CARMES",
    "numeroVoie": "4",
    "indiceRepetitionVoie": "B",
    "codeTypeDeVoie": "PL",
    "libelleVoie": "DES CARMES",
    "bureauCedex": "81000 ALBI",
    "codePostal": "81000",
    "codeDepartement": "81",
}
EXERCISE = {"codeProfession": "21", "codeTypeSavoirFaire": "", "codeSavoirFaire": "", "activities": [ACTIVITY]}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def said(*exercises: object, **changes: object) -> dict[str, Any]:
    right = {
        "sub": "f:1:2",
        "SubjectNameID": f"8{RPPS}",
        "family_name": "CARON",
        "given_name": "Inès",
        "SubjectRefPro": {"codeCivilite": "MME", "exercices": list(exercises) or [EXERCISE]},
    }
    return right | changes


def read(*exercises: object, **changes: object) -> psc.Professional:
    return psc.read("https://psc.exemple", said(*exercises, **changes))


def place(**changes: object) -> psc.Practice:
    return read({**EXERCISE, "activities": [{**ACTIVITY, **changes}]}).practices[0]


def test_one_practice() -> None:
    found = read()
    assert (found.issuer, found.subject, found.identifier_type, found.number) == (
        *("https://psc.exemple", "f:1:2"),
        *("RPPS", RPPS),
    )
    assert (found.last_name, found.first_name) == ("CARON", "Inès")
    assert found.practices == (
        psc.Practice(
            profession_code="21",
            self_employed=True,
            company_name="PHARMACIE DES CARMES",
            address="4 B place DES CARMES",
            postcode="81000",
            town="ALBI",
            department_code="81",
        ),
    )


def test_several_practices_each_once() -> None:
    salaried = {**ACTIVITY, "codeModeExercice": "S", "numeroFinessSite": "810000331"}
    specialist = {"codeProfession": "10", "codeSavoirFaire": "SM54", "activities": [ACTIVITY]}
    found = read({**EXERCISE, "activities": [ACTIVITY, salaried, ACTIVITY]}, specialist).practices
    assert [(one.profession_code, one.self_employed, one.finess, one.speciality_code) for one in found] == [
        ("21", True, "", ""),
        ("21", False, "810000331", ""),
        ("10", True, "", "SM54"),
    ]


def test_it_comes_back_from_json_as_it_was() -> None:
    found = read()
    assert psc.Professional.from_dict(found.as_dict()) == found


@pytest.mark.parametrize(
    ("national_id", "number"),
    [(f"8{RPPS}", ("RPPS", RPPS)), ("0319999999", ("ADELI", "319999999")), ([f"8{RPPS}"], ("RPPS", RPPS))],
)
def test_the_number_and_its_kind(national_id: object, number: tuple[str, str]) -> None:
    found = read(SubjectNameID=national_id)
    assert (found.identifier_type, found.number) == number


@pytest.mark.parametrize(
    "national_id",
    [None, "", "8", RPPS, f"8{RPPS[:-1]}", f"8{RPPS[:-1]}x", "899700218897", "3810000331/42", "ANS20231122", {}, True],
)
def test_no_number_is_nobody(national_id: object) -> None:
    with pytest.raises(ValueError, match="no national number"):
        read(SubjectNameID=national_id)


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"codeDepartement": "", "codePostal": "20600"}, "department_code", "2B"),
        ({"codeDepartement": "D31"}, "department_code", "31"),
        ({"codeDepartement": "", "codePostal": ""}, "department_code", ""),
        ({"numeroFinessSite": "pas un numéro"}, "finess", ""),
        ({"numeroFinessSite": "2a0000154"}, "finess", "2A0000154"),
        ({"codeTypeDeVoie": "RN"}, "address", "4 B RN DES CARMES"),
        ({"mentionDistribution": "BP 12"}, "address", "4 B place DES CARMES, BP 12"),
        ({"raisonSocialeSite": "", "enseigneCommercialeSite": "LES CARMES"}, "company_name", "LES CARMES"),
        ({"raisonSocialeSite": None, "libelleVoie": None}, "address", "4 B place"),
        ({"raisonSocialeSite": ["A", "B"]}, "company_name", "A"),
        ({"raisonSocialeSite": "A\x00B\n C"}, "company_name", "A B C"),
        ({"raisonSocialeSite": "x" * 999}, "company_name", "x" * 150),
        ({"bureauCedex": "TOULOUSE CEDEX 4"}, "town", "TOULOUSE CEDEX 4"),
        ({"codePostal": 81000}, "postcode", "81000"),
    ],
)
def test_odd_places(changes: dict[str, object], field: str, value: str) -> None:
    assert getattr(place(**changes), field) == value


def test_codes_of_no_table_are_left_out() -> None:
    assert read({"codeProfession": "999", "codeSavoirFaire": "SM54", "activities": [ACTIVITY]}).practices == ()
    found = read({"codeProfession": "21", "codeSavoirFaire": "999", "activities": [ACTIVITY]}).practices[0]
    assert (found.profession_code, found.speciality_code) == ("21", "")


def test_between_two_places() -> None:
    assert read({"codeProfession": "50", "activities": []}).practices == (psc.Practice("50"),)


@pytest.mark.parametrize("told", [None, [], "x", {}, {"exercices": None}, {"exercices": "x"}, {"exercices": [None, 3]}])
def test_nobody_knows_where_they_work(told: object) -> None:
    assert read(SubjectRefPro=told).practices == ()


def test_names_of_the_exercise_when_there_are_no_others() -> None:
    exercise = {**EXERCISE, "nomDexercice": "CARON", "prenomDexercice": "Inès"}
    found = read(exercise, family_name=None, given_name="")
    assert (found.last_name, found.first_name) == ("CARON", "Inès")


def test_no_endless_list() -> None:
    many = [{**ACTIVITY, "numeroVoie": str(number)} for number in range(999)]
    assert len(read({**EXERCISE, "activities": many}, *[EXERCISE] * 999).practices) <= psc.MAX_PRACTICES


LONGEST = {"company_name": 150, "address": 200, "postcode": 10, "town": 100, "finess": 9, "department_code": 3}


@given(activity=st.dictionaries(st.sampled_from(sorted(ACTIVITY)), JSON), names=JSON)
def test_whatever_comes_fits_our_tables(activity: dict[str, Any], names: object) -> None:
    found = read({**EXERCISE, "activities": [activity]}, family_name=names, given_name=names)
    practice = found.practices[0]
    assert all(len(getattr(practice, name)) <= longest for name, longest in LONGEST.items())
    assert all(text.isprintable() for text in (found.last_name, found.first_name, practice.company_name, practice.town))


@given(claims=st.dictionaries(st.sampled_from([*said(), "otherIds"]), JSON))
def test_whatever_comes_is_somebody_or_nobody(claims: dict[str, Any]) -> None:
    try:
        found = psc.read("https://psc.exemple", said() | claims)
    except ValueError:
        assert claims["SubjectNameID"] != f"8{RPPS}"
    else:
        assert found.number
