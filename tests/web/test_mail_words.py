"""Reading what people type as addresses, and naming sizes and subjects as they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.web.mail.addresses import parse
from medimail.web.mail.sentences import weight
from medimail.web.mail.subjects import prefixed


@pytest.mark.parametrize(
    ("typed", "good", "bad"),
    [
        ("", [], []),
        (" a@b.test ", ["a@b.test"], []),
        ("a@b.test, c@d.test; e@f.test\ng@h.test", ["a@b.test", "c@d.test", "e@f.test", "g@h.test"], []),
        ('"Dupont, Claire" <a@b.test>, Amélie <c@d.test>', ["a@b.test", "c@d.test"], []),
        ("a@b.test c@d.test", ["a@b.test", "c@d.test"], []),
        ("a@b.test, A@B.test", ["a@b.test"], []),
        ("o'neil@b.test", ["o'neil@b.test"], []),
        ("Claire Dupont", [], ["Claire Dupont"]),
        ("é@b.test", [], ["é@b.test"]),
        ("<a@b.test", [], ["<a@b.test"]),
        (",,;;\r\n", [], []),
    ],
)
def test_addresses_are_found_in_what_is_typed(typed: str, good: list[str], bad: list[str]) -> None:
    assert parse(typed) == (good, bad)


@given(st.text(alphabet='a@b.<>"\\,;: \r\n\0é', max_size=200))
def test_no_address_found_can_break_a_header(typed: str) -> None:
    for address in parse(typed)[0]:
        assert not set(address) & set("\r\n\0 ,;<>")


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("Biologie", "Re: Biologie"),
        ("Re: Biologie", "Re: Biologie"),
        ("RE : Re[2]: TR: Biologie", "Re: Biologie"),
        ("Renouvellement", "Re: Renouvellement"),
        ("x" * 300, "Re: " + "x" * 251),
    ],
)
def test_a_prefix_is_told_once(subject: str, answered: str) -> None:
    assert prefixed("Re", subject, 255) == answered


@pytest.mark.parametrize(("size", "told"), [(0, "0 octet"), (1, "1 octet"), (84_000, "82 Ko"), (26_214_400, "25 Mo")])
def test_sizes_are_told_in_the_units_of_people(size: int, told: str) -> None:
    assert weight(size).replace("\u00a0", " ") == told
