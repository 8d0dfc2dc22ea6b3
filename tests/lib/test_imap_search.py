from datetime import date

from medimail.lib.imap_search import Wanted, uids, words


def test_words_are_cut_as_the_index_cut_them() -> None:
    assert words("l’hémogramme de petit@exemple.fr, 12/03/2024") == ["hémogramme", "petit", "exemple", "2024"]


def test_nothing_typed_can_leave_its_quotes() -> None:
    criteria = Wanted(words='abc" ALL\r\nA1 LOGOUT', subject="(\\Seen)").criteria()
    assert criteria == ["TEXT", '"abc"', "TEXT", '"ALL"', "TEXT", '"LOGOUT"', "SUBJECT", '"Seen"']


def test_a_ligature_is_looked_for_both_ways() -> None:
    assert Wanted(words="cœur").criteria() == ["OR", "TEXT", '"cœur"', "TEXT", '"coeur"']


def test_the_last_day_belongs_to_the_search() -> None:
    criteria = Wanted(since=date(2026, 2, 27), until=date(2026, 2, 28)).criteria()
    assert criteria == ["SINCE", "27-Feb-2026", "BEFORE", "1-Mar-2026"]


def test_too_short_a_word_asks_nothing() -> None:
    assert not Wanted(words="ab d’").asks


def test_the_order_of_a_sort_is_kept() -> None:
    assert uids(b"9,4:6,3:2") == [9, 4, 5, 6, 3, 2]
