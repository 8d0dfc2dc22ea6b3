"""Favourites and groups: what is kept, for whom, how many, and what is said of an address that left."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.contacts import actions, queries
from medimail.contacts.access import books_offered, favourite_for, group_for
from medimail.contacts.cards import Card, cards_for
from medimail.contacts.errors import Full, NameTaken
from medimail.contacts.export import personal_data
from medimail.contacts.models import FAVOURITES, GROUPS, MEMBERS, Book, Favourite, Group
from medimail.directory.models import Entry
from medimail.directory.search.question import Viewer
from tests import people
from tests.contacts.books import card, hides, leaves, listed, shared_box

pytestmark = pytest.mark.django_db
TYPED = Card("typed@elsewhere.example", "")


def kept(user: User, *cards: Card, box: int | None = None) -> list[queries.Line]:
    actions.keep(user, cards, box=box)
    return queries.shelf(user, box=box).favourites


def team(user: User, *cards: Card, name: str = "Équipe", box: int | None = None) -> Group:
    group, _ = actions.open_group(user, name, box=box)
    actions.gather(user, group.pk, cards)
    return group


def many(number: int) -> list[Card]:
    return [Card(f"a{rank}@elsewhere.example", "") for rank in range(number)]


def test_a_favourite_is_kept_once_and_removed_once(holder: User) -> None:
    someone = card(listed())
    assert actions.keep(holder, [someone]) == 1
    assert actions.keep(holder, [someone]) == 0
    assert queries.favourite_addresses(holder, [someone.address, "x@y.example"]) == {someone.address}
    assert actions.drop(holder, someone.address) == someone
    assert actions.drop(holder, someone.address) is None
    assert queries.shelf(holder).favourites == []


def test_acts_are_traced_without_address_or_name(holder: User) -> None:
    someone = card(listed("SECRET", "Nom"))
    actions.keep(holder, [someone])
    group = team(holder, someone, name="Groupe secret")
    actions.rename(holder, group.pk, "Autre secret")
    actions.part(holder, group.pk, someone.address)
    actions.disband(holder, group.pk)
    actions.drop(holder, someone.address)
    traces = Trace.objects.filter(actor=holder).filter(action__regex=r"^(contact|group)\.").order_by("id")
    assert [trace.action for trace in traces] == [
        *("contact.added", "group.created", "group.grown", "group.renamed", "group.member_removed"),
        *("group.deleted", "contact.removed"),
    ]
    assert "secret" not in "".join(f"{trace.subject}{trace.detail}" for trace in traces).lower()
    assert all(trace.subject for trace in traces)


@pytest.mark.parametrize("goes", [leaves, hides])
def test_who_hides_cannot_be_told_from_who_left(holder: User, goes: Callable[[Entry], None]) -> None:
    stays, goer = listed("RESTE"), listed("PART")
    kept(holder, card(stays), card(goer))
    group = team(holder, card(stays), card(goer))
    goes(goer)
    first, second = queries.shelf(holder).favourites
    assert (first.called, first.gone, first.gone_since) == ("Jeanne PART", True, None)
    assert not second.gone
    actions.review()
    actions.review()
    line = queries.shelf(holder).favourites[0]
    assert (line.gone, line.gone_since, line.typed) == (True, timezone.localdate(), False)
    assert queries.shelf(holder).groups == [queries.GroupLine(group.pk, "Équipe", 2, 1)]
    assert [one.gone for one in queries.members(group)] == [True, False]


def test_who_comes_back_is_no_longer_warned_about(holder: User) -> None:
    someone = listed()
    kept(holder, Card(someone.address, "Jeanne MARTIN", "directory", date(2026, 1, 2)))
    assert not queries.shelf(holder).favourites[0].gone
    actions.review()
    assert Favourite.objects.get().gone_since is None


def test_an_address_typed_by_hand_is_said_so_until_a_directory_lists_it(holder: User) -> None:
    (line,) = kept(holder, TYPED)
    assert (line.typed, line.gone, line.called) == (True, False, TYPED.address)
    actions.review()
    assert not queries.shelf(holder).favourites[0].gone
    entry = listed(address=TYPED.address)
    assert not queries.shelf(holder).favourites[0].typed
    actions.review()
    leaves(entry)
    assert queries.shelf(holder).favourites[0].gone


def test_a_name_left_empty_is_read_in_the_directory_and_never_that_of_a_hidden_person(holder: User) -> None:
    shown, secret = listed("VUE", "Ana"), listed("CACHEE", "Eva")
    hides(secret)
    typed = dict.fromkeys((shown.address, secret.address, "x@y.example"), "")
    found = cards_for(Viewer(holder.pk), typed)
    assert [(one.name, one.came) for one in found] == [("Ana VUE", "directory"), ("", "typed"), ("", "typed")]


def test_limits_are_whole(holder: User) -> None:
    actions.keep(holder, many(FAVOURITES - 1))
    with pytest.raises(Full):
        actions.keep(holder, [TYPED, Card("one.more@elsewhere.example", "")])
    assert Favourite.objects.count() == FAVOURITES - 1
    assert actions.keep(holder, [TYPED]) == 1
    group = team(holder, *many(MEMBERS))
    with pytest.raises(Full):
        actions.gather(holder, group.pk, [TYPED])
    assert actions.gather(holder, group.pk, many(1)) == 0
    Group.objects.bulk_create(Group(book=group.book, name=f"g{rank}", words="") for rank in range(GROUPS - 1))
    with pytest.raises(Full):
        actions.open_group(holder, "Un de trop")


def test_a_group_has_its_name_alone_whatever_the_capitals(holder: User) -> None:
    first, second = team(holder, name="Équipe"), team(holder, name="Garde")
    assert actions.open_group(holder, "équipe") == (first, False)
    with pytest.raises(NameTaken):
        actions.rename(holder, second.pk, "ÉQUIPE")
    actions.rename(holder, second.pk, "GARDE")
    actions.rename(holder, second.pk, "Nuit")
    assert [one.name for one in queries.shelf(holder).groups] == ["Équipe", "Nuit"]


def test_a_book_has_one_owner(holder: User) -> None:
    box = shared_box(holder)
    for owner in ({}, {"owner": holder, "mailbox": box}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Book.objects.create(**owner)


def test_a_personal_book_is_closed_to_all_others(holder: User, region_administrator: User) -> None:
    kept(holder, TYPED)
    group, favourite = team(holder, TYPED), Favourite.objects.get()
    assert group_for(holder, group.pk) == group
    others = [people.holder(), region_administrator, people.platform_operator()]
    for other in others:
        for act in (lambda: group_for(other, group.pk), lambda: favourite_for(other, favourite.pk)):  # noqa: B023
            with pytest.raises(ObjectDoesNotExist):
                act()
        with pytest.raises(ObjectDoesNotExist):
            actions.gather(other, group.pk, [TYPED])
        assert queries.shelf(other).favourites == []
        assert queries.matching(books_offered(other), "typed", 8) == []


def test_the_book_of_a_shared_box_is_open_to_whoever_opens_the_box(holder: User) -> None:
    box, stranger = shared_box(holder), people.holder()
    kept(holder, TYPED, box=box.pk)
    team(holder, TYPED, box=box.pk)
    assert queries.shelf(holder).favourites == []
    assert len(queries.shelf(holder, box=box.pk).groups) == 1
    own = holder.mailboxes.get(kind="PER").pk
    for who, pk in ((stranger, box.pk), (holder, own)):
        with pytest.raises(ObjectDoesNotExist):
            queries.shelf(who, box=pk)
        with pytest.raises(ObjectDoesNotExist):
            actions.keep(who, [TYPED], box=pk)


def test_who_only_reads_a_shared_box_reads_its_book(holder: User) -> None:
    box = people.shared_box(holder)
    kept(holder, TYPED, box=box.pk)
    group = team(holder, TYPED, box=box.pk)
    reader, writer = people.member(holder, box, "reader"), people.member(holder, box, "writer")
    assert len(queries.shelf(reader, box=box.pk).groups) == 1
    for act in (
        lambda: actions.keep(reader, [TYPED], box=box.pk),
        lambda: actions.drop(reader, TYPED.address, box=box.pk),
        lambda: actions.part(reader, group.pk, TYPED.address),
        lambda: actions.disband(reader, group.pk),
    ):
        with pytest.raises(ObjectDoesNotExist):
            act()
    assert actions.drop(writer, TYPED.address, box=box.pk)


def test_the_composer_of_a_shared_box_offers_both_books(holder: User) -> None:
    box = shared_box(holder)
    mine, ours = card(listed("MARTIN", "Moi")), card(listed("MARTIN", "Nous"))
    kept(holder, mine)
    kept(holder, ours, mine, box=box.pk)
    assert [one.name for one in queries.matching(books_offered(holder), "mart", 8)] == ["Moi MARTIN"]
    assert [one.name for one in queries.matching(books_offered(holder, box), "mart", 8)] == [
        "Moi MARTIN",
        "Nous MARTIN",
    ]


def test_the_composer_finds_by_the_beginnings_of_words(
    holder: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gone, there = listed("Lefèvre-Petit", "Éloïse"), listed("PETIT", "Jean")
    kept(holder, card(gone), card(there), TYPED)
    team(holder, card(gone), card(there), name="Petits soins")
    actions.open_group(holder, "Petit groupe vide")
    leaves(gone)
    newcomer = people.account()
    with django_assert_num_queries(4):
        found = queries.matching(books_offered(holder), "petit", 8)
    assert [(one.name, one.is_group, len(one.addresses), one.gone) for one in found] == [
        ("Petits soins", True, 2, (gone.address,)),
        ("Éloïse Lefèvre-Petit", False, 1, (gone.address,)),
        ("Jean PETIT", False, 1, ()),
    ]
    assert [one.name for one in queries.matching(books_offered(holder), "lefev ELO", 8)] == ["Éloïse Lefèvre-Petit"]
    assert [one.addresses for one in queries.matching(books_offered(holder), "elsewhere", 8)] == [(TYPED.address,)]
    with django_assert_num_queries(1):  # most people who type a letter keep no book
        assert queries.matching(books_offered(newcomer), "petit", 8) == []
    assert queries.matching(books_offered(holder), "etit", 8) == queries.matching(books_offered(holder), "%", 8) == []
    assert len(queries.matching(books_offered(holder), "petit", 2)) == 2


def test_searching_a_book_reads_members_too(holder: User) -> None:
    inside = listed("Zidane", "Zoé")
    team(holder, card(inside), name="Équipe")
    team(holder, TYPED, name="Zone")
    kept(holder, TYPED)
    assert [one.name for one in queries.shelf(holder, text="zid").groups] == ["Équipe"]
    assert [one.name for one in queries.shelf(holder, text="z").groups] == ["Équipe", "Zone"]
    assert queries.shelf(holder, text="zid").favourites == []
    assert queries.shelf(holder, text="!").groups == []


def test_a_page_costs_the_same_however_full_the_book(
    holder: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actions.keep(holder, many(30))
    for rank in range(10):
        team(holder, *many(20), name=f"g{rank}")
    with django_assert_max_num_queries(2):
        queries.shelf(holder)


def test_a_book_goes_with_its_account_and_that_of_a_box_stays(holder: User) -> None:
    box = shared_box(holder)
    kept(holder, TYPED)
    team(holder, TYPED)
    kept(holder, TYPED, box=box.pk)
    assert [one["address"] for one in personal_data(holder)["favourites"]] == [TYPED.address]  # type: ignore[attr-defined]
    assert personal_data(holder)["groups"] == [
        {"name": "Équipe", "members": [{"name": "", "address": TYPED.address, "came": "typed"}]}
    ]
    actions.forget(holder)
    assert personal_data(holder) == {"favourites": [], "groups": []}
    assert Book.objects.get().mailbox == box
