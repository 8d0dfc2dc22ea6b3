"""A person asks for a shared box."""

import json
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.accounts.models import User
from medimail.lib.addresses import shared_part
from medimail.lib.national_numbers import compact
from medimail.mailboxes.access import has_own_box
from medimail.mailboxes.queries import shared_addresses
from medimail.shared_boxes import actions
from medimail.shared_boxes.access import own_request
from medimail.shared_boxes.errors import NoAccount, TooMany
from medimail.shared_boxes.lookup import structures_named
from medimail.shared_boxes.models import BoxRequest
from medimail.structures.actions import Facts
from medimail.web.directory.limits import may_read
from medimail.web.directory.viewer import viewer_of
from medimail.web.done import done
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.shared_boxes.forms import RequestForm

_AGAIN = ("kind", "structure_name", "finess", "siret", "postcode", "town", "region_code", "service", "description")
_AGAIN_TOO = ("local_part", "responsible", "means")
TOO_MANY = "Vous avez déjà beaucoup de demandes en attente. Retirez-en une, ou attendez une décision."
_SEARCH_LENGTH = 100
_FIRST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a search of structures gave; `sought` is empty as long as nothing is asked."""

    sought: str = ""
    structures: tuple[Facts, ...] = ()
    too_fast: bool = False

    @property
    def choices(self) -> list[tuple[Facts, str]]:
        return [(one, json.dumps({**asdict(one), "structure_name": one.name})) for one in self.structures]


@never_cache
@get_or_post
def ask(request: HttpRequest) -> HttpResponse:
    """Posted with `chercher` by a browser without scripts: the page again, with the structures found."""
    user = person(request)
    if not has_own_box(user):
        return render(request, "shared_boxes/not_yet.html")
    if request.method != "POST" or "chercher" in request.POST or "choisir" in request.POST:
        return _page(request, RequestForm(user, initial=_initial(request)), _found(request))
    form = RequestForm(user, request.POST)
    if form.is_valid():
        try:
            asked = actions.ask(user, form.wanted())
        except (TooMany, NoAccount):
            form.add_error(None, TOO_MANY)
        else:
            return done("shared_request", 1, args=(asked.pk,))
    return _page(request, form, Found())


@require_POST
def structures(request: HttpRequest) -> HttpResponse:
    return render(request, "shared_boxes/structures.html", {"found": _found(request)})


@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """What the address would be, and whether it is free, as the name is typed."""
    part = shared_part(request.POST.get("local_part", "").partition("@")[0])
    finess, region = compact(request.POST.get("finess", "")).upper(), request.POST.get("region_code", "")
    [(wanted, free)] = shared_addresses([(part, finess[:9].replace("\0", ""), region[:3].replace("\0", ""))])
    context = {"part": part, "region": region, "wanted": wanted, "free": free}
    return render(request, "shared_boxes/address.html", context)


def _page(request: HttpRequest, form: RequestForm, found: Found) -> HttpResponse:
    context = {"form": form, "found": found}
    return render(request, "shared_boxes/ask.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest) -> Found:
    sought = " ".join(request.POST.get("cherche", "").replace("\0", "").split())[:_SEARCH_LENGTH]
    if len(sought) < _FIRST_LETTERS or not has_own_box(person(request)):
        return Found()
    if not may_read(request, "directory"):
        return Found(sought, too_fast=True)
    return Found(sought, tuple(structures_named(sought, viewer_of(person(request)))))


def _initial(request: HttpRequest) -> dict[str, object]:
    """What was typed; what an earlier request said; else what the person's profile says of their structure."""
    if request.method == "POST":
        return {**request.POST.dict(), **_chosen(request.POST.get("choisir", "{}"))}
    before = request.GET.get("comme", "")
    if before.isdecimal() and len(before) < 19:
        return _as_before(own_request(person(request), int(before)))
    return _of_profile(person(request))


def _chosen(text: str) -> dict[str, object]:
    """The facts on the button that was pressed, in a browser without scripts."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _as_before(one: BoxRequest) -> dict[str, object]:
    return {name: getattr(one, name) for name in (*_AGAIN, *_AGAIN_TOO)} | {"members": "\n".join(one.members)}


def _of_profile(user: User) -> dict[str, object]:
    own = user.profile
    names = ("finess", "postcode", "town", "region_code", "service")
    return {"kind": "ORG", "structure_name": own.company_name, **{name: getattr(own, name) for name in names}}
