import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib.person_names import Likeness, plain, same_name, words

NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzéèêëàâçîïôûüñœ", min_size=2, max_size=8), min_size=1, max_size=4
).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("D'Étigny-Ñuñez", "D ETIGNY NUNEZ"),
        ("D’Étigny-Ñuñez", "DETIGNY-NUNEZ"),
        ("Le Goff", "LEGOFF"),
        ("de la Tour", "Tour (de la)"),
        ("Lebœuf", "LEBOEUF"),
        ("Jean-Pierre", "jean pierre"),
        ("Nguyễn", "NGUYEN"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other) == Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dupont-Martin", "MARTIN"), ("Marie", "Marie-Claude"), ("Le Goff", "Goff"), ("Durand", "DURAND EPOUSE PETIT")],
)
def test_a_name_of_marriage_is_near(one: str, other: str) -> None:
    assert same_name(one, other) == Likeness.NEAR


@pytest.mark.parametrize(
    ("one", "other"), [("Dupont", "Durand"), ("Dupont", ""), ("", ""), ("de", "de la Tour"), ("Martin", "Martinez")]
)
def test_other_people(one: str, other: str) -> None:
    assert same_name(one, other) == Likeness.DIFFERENT


@given(NAMES, NAMES)
def test_the_order_of_the_question_says_nothing(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)


@given(NAMES)
def test_accents_case_hyphens_and_order_say_nothing(name: str) -> None:
    assert same_name(name, "-".join(reversed(name.upper().split()))) == Likeness.SAME
    assert same_name(name, unicodedata.normalize("NFD", name)) == Likeness.SAME


PARTICLES = {
    *("d", "de", "des", "du", "l", "la", "le", "les", "van", "von", "der", "den", "el", "al", "bin", "ben"),
    *("epouse", "ep", "nee"),
}
"""Alone they name nobody."""


@given(NAMES, NAMES)
def test_what_holds_a_name_is_never_another(one: str, added: str) -> None:
    assert same_name(one, f"{one} {added}") != Likeness.DIFFERENT or set(one.split()) <= PARTICLES


@given(st.text())
def test_the_quick_way_and_the_careful_one_agree(said: str) -> None:
    assert plain(said) == " ".join(words(said))


@given(st.text(st.characters(max_codepoint=127)))
def test_they_agree_on_all_signs_of_a_keyboard(said: str) -> None:
    assert plain(said) == " ".join(words(said))
