"""What Dovecot says of a message, read whatever was written to choke its reader."""

import time

from medimail.lib import imap_answer, mime_parts, mime_tree
from medimail.lib.imap_answer import Record, Value

TEXT = b'("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 12 1 NIL NIL NIL NIL)'


def structure(line: bytes) -> Value:
    found = imap_answer.answer([b"1 (UID 7 BODYSTRUCTURE " + line + b")"], 7)
    assert found
    return found[b"BODYSTRUCTURE"]


def test_literals_escapes_and_other_messages() -> None:
    records: list[Record] = [
        b"3 (FLAGS (\\Seen) UID 6)",
        (b'4 (UID 7 BODYSTRUCTURE ("text" "pl\\"ain" ("name" {3}', b'a"b'),
        (b") NIL NIL NIL 0) BODY[HEADER.FIELDS (FROM TO)] {4}", b"x\r\n\r"),
        b" BODY[1]<0> NIL)",
        b"4 (UID 7 FLAGS (\\Seen $A))",
    ]
    assert imap_answer.answer(records, 7) == {
        b"UID": b"7",
        b"BODYSTRUCTURE": [b"text", b'pl"ain', [b"name", b'a"b'], None, None, None, b"0"],
        b"BODY[HEADER.FIELDS (FROM TO)]": b"x\r\n\r",
        b"BODY[1]<0>": None,
        b"FLAGS": [b"\\Seen", b"$A"],
    }
    assert imap_answer.answer(records, 8) is None


def test_ten_thousand_parts_and_a_thousand_levels_are_bounded() -> None:
    many = b"(" + TEXT * 10_000 + b' "mixed" NIL NIL NIL NIL)'
    deep = b"(" * 1000 + TEXT + b' "mixed")' * 1000
    for hostile in (many, deep, b"(" * 5000 + b")" * 5000, b"(" + b'"a" ' * 50_000 + b")"):
        started = time.process_time()
        try:
            root, cut = mime_tree.tree(structure(hostile))
        except ValueError:
            continue
        assert len(list(root.leaves())) <= mime_tree.MAX_PARTS
        assert cut or hostile not in (many, deep)
        mime_parts.sorted_out(root)
        assert time.process_time() - started < 2


def test_what_follows_a_huge_structure_is_still_read() -> None:
    found = imap_answer.answer([b"1 (UID 7 BODYSTRUCTURE (" + TEXT * 10_000 + b") RFC822.SIZE 5 FLAGS (a))"], 7)
    assert found
    assert found[b"RFC822.SIZE"] == b"5"
