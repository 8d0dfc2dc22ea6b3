import pytest
from pytest_django import DjangoAssertNumQueries

from medimail.directory import queries
from medimail.lib.national_numbers import with_key
from tests.national_files import Listed, Place, load

pytestmark = pytest.mark.django_db
NUMBER = with_key("9971900001")
INES = Listed(
    "RPPS",
    NUMBER,
    "GARCIA",
    "INES",
    "70",
    places=(Place(town="Toulouse"), Place(town="Montpellier", finess="340000025")),
)


def test_an_empty_directory_says_so() -> None:
    assert not queries.loaded()
    assert queries.professional("RPPS", NUMBER) is None


def test_a_professional_comes_with_their_places(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load([INES])
    assert queries.loaded()
    with django_assert_num_queries(1):
        found = queries.professional("RPPS", NUMBER)
        assert found
        assert [place.town for place in found.activities] == ["Montpellier", "Toulouse"]
    assert queries.professional("ADELI", NUMBER) is None


def test_a_structure_is_known_once_per_mail_domain() -> None:
    mails = ("a@clinique.example", "b@CLINIQUE.example", "c@autre.example")
    load(
        Listed("RPPS", with_key(f"997190{n:04}"), "X", "Y", "70", places=(Place(finess="340000025", email=mail),))
        for n, mail in enumerate(mails)
    )
    found = [place.email.lower() for place in queries.places_of_structures(["340000025", "", "1"])]
    assert found in ([mails[2], mails[0]], [mails[2], mails[1].lower()])
