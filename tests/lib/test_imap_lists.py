"""Answers of the store as bytes: what lists read in them."""

import pytest

from medimail.lib import imap_list, imap_rows
from medimail.lib.imap_wire import quoted, unquoted


@pytest.mark.parametrize("name", ["INBOX", "Été", 'Dit "le grand"', "a\\b", "日本", "R&D", "M. D’Étigny"])
def test_a_name_goes_to_the_store_and_back(name: str) -> None:
    assert unquoted(quoted(name)) == name


def test_a_name_may_come_as_an_atom_or_a_literal() -> None:
    assert (unquoted(b"Caf&AOk-"), unquoted(b'{4}\r\na"b\\')) == ("Café", 'a"b\\')


HEADER = b"From: a@x.test\r\nSubject: (paren) {12}\r\n\r\n"


def test_a_row_is_read_whatever_its_header_holds() -> None:
    answer = (
        b'7 FETCH (UID 70 FLAGS (\\Seen $label1) INTERNALDATE " 3-Nov-2026 08:05:00 +0100" '
        b"BODY[HEADER.FIELDS (FROM SUBJECT)] {%d}\r\n%s PREVIEW {6}\r\n)* 8 F)\r\n" % (len(HEADER), HEADER)
    )
    [row] = imap_rows.rows([answer, b"9 EXISTS\r\n", b"8 FETCH (FLAGS (\\Seen))\r\n"])
    assert (row.number, row.uid, row.header, row.preview) == (7, 70, HEADER, ")* 8 F")
    assert row.flags == {"\\Seen", "$label1"}
    assert row.arrived.isoformat() == "2026-11-03T08:05:00+01:00"


@pytest.mark.parametrize("numbers", [[5], [1, 2, 3], [9, 3, 4, 1], range(50, 0, -1)])
def test_numbers_are_written_in_runs_and_read_back(numbers: list[int]) -> None:
    assert imap_list._expanded(imap_list.numbers_of(numbers)) == sorted(numbers)
