"""Cards as RFC 6350 wants them, whatever a name holds."""

import pytest

from medimail.lib.vcard import structured, text, vcard


def unfolded(card: str) -> list[str]:
    assert card.endswith("\r\n")
    return card.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_card_begins_and_ends_as_the_rule_says() -> None:
    card = vcard([("FN", text("Jeanne Martin"))])
    assert card == "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Jeanne Martin\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a,b;c", r"a\,b\;c"),
        ("a\\b", r"a\\b"),
        ("a\nb", r"a\nb"),
        ("a\r\nEMAIL:x@y.test", r"a\nEMAIL:x@y.test"),
        ("a\u2028b\x85c", r"a\nb\nc"),
        ("a\0\x07b", "ab"),
        ("Étigny", "Étigny"),
    ],
)
def test_no_sign_of_a_value_ends_it(value: str, written: str) -> None:
    assert text(value) == written
    assert unfolded(vcard([("FN", text(value))]))[2] == f"FN:{written}"


def test_parts_are_told_apart() -> None:
    assert structured("Le Goff;", "Anne, Marie", "") == r"Le Goff\;;Anne\, Marie;"


@pytest.mark.parametrize("sign", ["a", "é", "€", "🩺"])
def test_long_lines_are_folded_between_characters(sign: str) -> None:
    for shift in range(5):
        value = "x" * shift + sign * 200
        card = vcard([("NOTE", text(value))])
        assert unfolded(card)[2] == f"NOTE:{value}"
        assert max(len(line.encode()) for line in card.split("\r\n")) <= 75
