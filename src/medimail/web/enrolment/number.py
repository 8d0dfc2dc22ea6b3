"""The answer next to the number as it is typed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allauth.core import ratelimit
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from medimail.directory.models import Activity
from medimail.directory.people import Professional
from medimail.enrolment.lookup import Finding, known_place, known_profession, look_up
from medimail.lib.national_numbers import ADELI_CHARACTERS, RPPS_DIGITS, check, compact
from medimail.web.person import person

_NO_MATTER = "Vérifiez-le\u00a0; s’il est juste, continuez\u00a0: nous vérifierons."
_WORDS = {
    Finding.WELL_FORMED: ("ok", "Ce numéro est bien formé. Un administrateur le vérifiera."),
    Finding.UNKNOWN: ("warn", f"Ce numéro est bien formé, mais inconnu de l’Annuaire Santé. {_NO_MATTER}"),
    Finding.OTHER_NAME: ("warn", f"Dans l’Annuaire Santé, ce numéro est à un autre nom que le vôtre. {_NO_MATTER}"),
}
_FOUND = "Numéro {} trouvé dans l’Annuaire Santé."
_FILLED = "Profession et lieu d’exercice ont été remplis pour vous\u00a0; corrigez-les si besoin."
_CHOOSE = "Vous y avez plusieurs lieux d’exercice\u00a0: choisissez celui qui remplira votre profil."
_LENGTHS = {"RPPS": RPPS_DIGITS, "ADELI": ADELI_CHARACTERS}
TOO_MANY = "Trop de numéros essayés. Attendez cinq minutes\u00a0; ce que vous avez tapé est gardé."


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    pk: str
    label: str
    fill: dict[str, str]

    @property
    def fill_json(self) -> str:
        return json.dumps(self.fill)


@dataclass(frozen=True, slots=True)
class Answer:
    kind: str
    """Look of the notice: empty, ok, warn or danger."""
    text: str
    fill: dict[str, str] = field(default_factory=dict)
    places: list[PlaceChoice] = field(default_factory=list)

    @property
    def fill_json(self) -> str:
        return json.dumps(self.fill)


def may_try(request: HttpRequest) -> bool:
    """Numbers tried one after another would tell who has an account."""
    return bool(ratelimit.consume(request, action="national_number"))


def taken() -> SafeString:
    """Leads to the account, and never says whose it is."""
    return format_html(
        "Ce numéro est déjà rattaché à un compte. <a href='{}'>Déconnectez-vous</a>, puis connectez-vous avec ce "
        "compte ou <a href='{}'>demandez un nouveau mot de passe</a>. Ce n’est pas vous\u00a0? "
        "<a href='{}'>Demandez de l’aide</a>.",
        *map(reverse, ("account_logout", "account_reset_password", "help")),
    )


def answer(request: HttpRequest) -> Answer | None:
    """None as long as nothing is typed, or under no kind that the list offers."""
    typed = request.POST
    kind, number = typed.get("identifier_type", ""), compact(typed.get("national_id", "")).upper()
    if not number or kind not in _LENGTHS:
        return None
    if sentence := check(kind, number):
        return Answer("warn" if len(number) >= _LENGTHS[kind] else "", sentence)
    if not may_try(request):
        return Answer("warn", TOO_MANY)
    found = look_up(
        person(request), kind, number, last_name=typed.get("last_name", ""), first_name=typed.get("first_name", "")
    )
    if found.finding == Finding.TAKEN:
        return Answer("danger", taken())
    return _found(kind, found.listed, typed) if found.listed else Answer(*_WORDS[found.finding])


def _found(kind: str, listed: Professional, typed: Mapping[str, str]) -> Answer:
    places = [_choice(place) for place in listed.activities]
    fill = known_profession(listed) | (places[0].fill if len(places) == 1 else {})
    words = [_FOUND.format(kind)]
    if len(places) > 1:
        words.append(_CHOOSE)
    elif empty(fill, typed):
        words.append(_FILLED)
    return Answer("ok", " ".join(words), fill, places if len(places) > 1 else [])


def _choice(place: Activity) -> PlaceChoice:
    label = ", ".join(filter(None, (place.company_name, place.town))) or "Lieu sans nom"
    return PlaceChoice(str(place.pk), label, known_place(place))


def empty(fill: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What is known and was not typed."""
    return {name: value for name, value in fill.items() if value and not typed.get(name)}


def chosen(places: Iterable[PlaceChoice], pk: str) -> dict[str, str]:
    return next((place.fill for place in places if place.pk == pk), {})
