"""Notices on the sign-in page: who reads them, how they close, who writes them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime, now

from medimail.accounts.models import User
from medimail.regions.actions import Words, end, publish, rewrite
from medimail.regions.models import Notice
from tests import people
from tests.people import FINESS, BrowserOf
from tests.web.pages import Page, error_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None) -> User:
    return people.platform_operator()


def said(
    by: User, title: str = "Coupure prévue", region: str = "", *, starts: int = -1, ends: int | None = 1
) -> Notice:
    """Starts and ends in that many hours."""
    until = None if ends is None else now() + timedelta(hours=ends)
    return publish(by, Words(title, "Le service s’arrête.", now() + timedelta(hours=starts), until, region))


def door(client: Client) -> str:
    return words(client.get("/connexion/"))


def close(client: Client, notice: Notice, **headers: str) -> Page:
    typed = {"next": "/connexion/", "version": str(notice.version)}
    return client.post(f"/avis/{notice.pk}/fermer/", typed, headers=headers)


def typed(**changes: str) -> dict[str, str]:
    start = f"{localtime():%Y-%m-%dT%H:%M}"
    return {"title": "Coupure", "text": "Ce soir.", "starts_at": start, "ends_at": "", "region_code": "76", **changes}


def test_a_running_notice_is_read_by_all_and_others_by_nobody(client: Client, operator: User) -> None:
    said(operator, "Pour tous")
    said(operator, "Sans fin", ends=None)
    said(operator, "Demain", starts=24, ends=25)
    said(operator, "Hier", starts=-24, ends=-1)
    withdrawn = said(operator, "Retiré", starts=24, ends=25)
    end(operator, withdrawn.pk)
    for page in (door(client), words(client.get("/aide/"))):
        assert [title for title in ("Pour tous", "Sans fin", "Demain", "Hier", "Retiré") if title in page] == [
            "Pour tous",
            "Sans fin",
        ]


def test_a_regional_notice_is_for_its_region(client: Client, operator: User) -> None:
    said(operator, "Avis breton", "53")
    unknown = door(client)
    assert "Avis breton Bretagne" in unknown
    client.cookies["region"] = "53"
    assert "Avis breton Le service" in door(client)
    client.cookies["region"] = "76"
    assert "Avis breton" not in door(client)


def test_three_notices_at_most_the_newest(client: Client, operator: User) -> None:
    for number in range(4):
        said(operator, f"Avis {number}", starts=-10 + number)
    page = door(client)
    assert [number for number in range(4) if f"Avis {number}" in page] == [1, 2, 3]


def test_closed_it_stays_closed_until_its_words_change(client: Client, operator: User) -> None:
    notice, other = said(operator), said(operator, "Un autre")
    assert close(client, notice)["Location"] == "/connexion/"
    assert "Coupure prévue" not in door(client)
    assert "Un autre" in door(client)
    assert "Coupure prévue" in door(Client())
    rewrite(operator, notice.pk, Words("Coupure prévue", "Reportée.", notice.starts_at, None), read=1)
    assert "Reportée." in door(client)
    close(client, notice)  # by a page that showed the old words
    assert "Reportée." in door(client)
    close(client, other)
    notice.refresh_from_db()
    close(client, notice)
    assert "Fermer" not in door(client)


def test_with_scripts_the_notices_left_are_answered(client: Client, operator: User) -> None:
    notice = said(operator)
    said(operator, "Un autre")
    answer = close(client, notice, **{"HX-Request": "true"})
    assert answer.content.decode().startswith("<aside")
    assert "Un autre" in words(answer)
    assert "Coupure prévue" not in words(answer)


@pytest.mark.parametrize("cookie", ["x", "1.2.3", "-", "1.", "9" * 40 + ".1", "²." * 9])
def test_a_forged_memory_breaks_nothing(client: Client, operator: User, cookie: str) -> None:
    said(operator)
    client.cookies["avis"] = cookie
    assert "Coupure prévue" in door(client)
    assert client.post(f"/avis/{'9' * 30}/fermer/", {"version": "x"}).status_code == 302


def test_the_memory_stays_small(client: Client, operator: User) -> None:
    for pk in range(1, 60):
        client.post(f"/avis/{pk}/fermer/", {"version": "1"})
    assert client.cookies["avis"].value.count("-") == 19


def test_text_is_plain_and_only_https_is_followed(client: Client, operator: User) -> None:
    text = "<b>Gras</b>\nVoir https://exemple.test/a?b=1&c=2. Ni http://exemple.test ni javascript:alert(1)"
    publish(operator, Words("Liens", text, now()))
    page = client.get("/connexion/").content.decode()
    assert "&lt;b&gt;Gras&lt;/b&gt;\nVoir" in page
    assert '<a href="https://exemple.test/a?b=1&amp;c=2" rel="noopener noreferrer">' in page
    assert 'href="http:' not in page
    assert 'href="javascript' not in page


def test_a_region_writes_edits_and_ends(browser_of: BrowserOf, client: Client, region_administrator: User) -> None:
    desk = browser_of(region_administrator)
    assert "Aucun avis n’est affiché" in words(desk.get("/avis/"))
    page = desk.post("/avis/nouveau/", typed(), follow=True)
    assert "L’avis « Coupure » est affiché sur la page de connexion." in words(page)
    assert "Ce soir." in door(client)
    notice = Notice.objects.get()
    address = f"/avis/{notice.pk}/"
    assert "Ce soir." in desk.get(address).content.decode()
    desk.post(address, typed(text="Demain.", lu="1"))
    assert "Demain." in door(client)
    assert "n’est plus affiché" in words(desk.post(f"{address}terminer/", follow=True))
    assert "Demain." not in door(client)
    assert "Terminés" in words(desk.get("/avis/"))


def test_a_second_click_publishes_once(browser_of: BrowserOf, region_administrator: User) -> None:
    desk, same = browser_of(region_administrator), typed()
    for _ in range(2):
        assert desk.post("/avis/nouveau/", same)["Location"] == "/avis/"
    assert Notice.objects.count() == 1
    refused = desk.post("/avis/nouveau/", {**same, "text": "Autres mots."})
    assert "Un autre avis de ce titre" in error_of(refused, "title")
    assert "Autres mots." in refused.content.decode()


def test_two_colleagues_never_undo_each_other_unread(browser_of: BrowserOf, region_administrator: User) -> None:
    desk = browser_of(region_administrator)
    desk.post("/avis/nouveau/", typed())
    address = f"/avis/{Notice.objects.get().pk}/"
    desk.post(address, typed(text="Mots du premier.", lu="1"))
    late = desk.post(address, typed(text="Mots du second.", lu="1"))
    assert late.status_code == 422
    for seen in ("Un collègue a modifié cet avis", "Mots du premier.", "Mots du second."):
        assert seen in words(late)
    assert Notice.objects.get().text == "Mots du premier."
    assert 'name="lu" value="2"' in late.content.decode()
    desk.post(address, typed(text="Mots du second.", lu="2"))
    assert Notice.objects.get().text == "Mots du second."


def test_an_edit_never_makes_a_twin(browser_of: BrowserOf, region_administrator: User) -> None:
    desk, first, second = browser_of(region_administrator), typed(), typed(title="Autre")
    for one in (first, second):
        desk.post("/avis/nouveau/", one)
    address = f"/avis/{Notice.objects.get(title='Autre').pk}/"
    refused = desk.post(address, {**first, "text": "Mots gardés.", "lu": "1"})
    assert "Un autre avis de ce titre" in error_of(refused, "title")
    assert "Mots gardés." in refused.content.decode()
    assert Notice.objects.filter(title="Autre").exists()


def test_the_sign_in_page_costs_a_query_for_its_notices_and_one_for_its_portals(
    client: Client, operator: User, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for number in range(5):
        said(operator, f"Avis {number}", "53" if number % 2 else "")
    client.cookies["avis"] = "1.1-2.1-3.7"
    with django_assert_num_queries(2):
        client.get("/connexion/")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "obligatoire"),
        ({"title": "a" * 101}, "title", "accepte 100 caractères"),
        ({"text": "a" * 601}, "text", "accepte 600 caractères"),
        ({"text": "a\x07b"}, "text", "caractère invisible"),
        ({"starts_at": "hier"}, "starts_at", "Indiquez le jour et l’heure"),
        ({"starts_at": "2027-03-28T02:30"}, "starts_at", "changement d’heure"),
        ({"starts_at": "2027-01-02T10:00", "ends_at": "2027-01-02T09:00"}, "ends_at", "avant le début"),
        ({"starts_at": "2020-01-02T10:00", "ends_at": "2020-01-03T09:00"}, "ends_at", "déjà passée"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    browser_of: BrowserOf, region_administrator: User, changes: dict[str, str], field: str, sentence: str
) -> None:
    page = browser_of(region_administrator).post("/avis/nouveau/", typed(**changes))
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    assert "Ce soir." in page.content.decode() or field == "text"
    assert not Notice.objects.exists()


def test_a_region_writes_for_itself_alone(browser_of: BrowserOf, region_administrator: User) -> None:
    for asked in ("53", ""):
        browser_of(region_administrator).post("/avis/nouveau/", typed(region_code=asked, title=f"Pour {asked}"))
    assert {notice.region_code for notice in Notice.objects.all()} == {"76"}


def test_the_operator_writes_for_any_region_and_for_all(browser_of: BrowserOf, operator: User) -> None:
    for asked in ("53", ""):
        browser_of(operator).post("/avis/nouveau/", typed(region_code=asked))
    assert {notice.region_code for notice in Notice.objects.all()} == {"53", ""}
    assert "n’est plus proposé" in error_of(
        browser_of(operator).post("/avis/nouveau/", typed(region_code="zz")), "region_code"
    )


def test_others_find_no_desk_and_no_notice(
    browser_of: BrowserOf, operator: User, region_administrator: User, other_administrator: User, holder: User
) -> None:
    of_region, national = said(region_administrator, region="76"), said(operator, "Pour tous")
    paths = [f"/avis/{of_region.pk}/", f"/avis/{of_region.pk}/terminer/"]
    wrong: list[tuple[User, list[str]]] = [
        (other_administrator, paths),
        (region_administrator, [f"/avis/{national.pk}/", f"/avis/{national.pk}/terminer/"]),
    ]
    wrong += [(one, [*paths, "/avis/", "/avis/nouveau/"]) for one in (holder, people.structure_administrator(FINESS))]
    for stranger, theirs in wrong:
        for path in theirs:
            assert browser_of(stranger).get(path).status_code == 404, (stranger, path)
            if path != "/avis/":
                assert browser_of(stranger).post(path, typed(lu="1")).status_code == 404, (stranger, path)
    assert Client().get("/avis/")["Location"].startswith("/connexion/")
    assert not any(notice.is_over() for notice in Notice.objects.all())
    assert "Coupure prévue" not in words(browser_of(other_administrator).get("/avis/"))
