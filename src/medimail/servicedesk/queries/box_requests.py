"""Who waits for a shared box, with what is known. Costs the same number of queries for one row and for a hundred."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.directory.models import Activity
from medimail.directory.queries import loaded, places_of_structures
from medimail.enrolment.evidence import Line
from medimail.lib.mail_domains import domain_of, is_public
from medimail.lib.national_numbers import grouped
from medimail.lib.person_names import Likeness, same_name
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import shared_addresses
from medimail.servicedesk.access import box_requests_for
from medimail.servicedesk.queries.delays import hours_since
from medimail.shared_boxes.models import BoxRequest
from medimail.structures.queries import known_structures

State = BoxRequest.State
_PAGE = 100


@dataclass(frozen=True, slots=True)
class BoxRow:
    request: BoxRequest
    address: str
    """As asked; empty where no domain is hosted."""
    free: bool
    waiting_hours: int
    lines: list[Line]
    clear: bool


def box_requests(user: User, *states: str) -> list[BoxRow]:
    """The oldest of the administrator's scope that stand so."""
    found = box_requests_for(user).filter(state__in=states)
    return box_rows(found.order_by("waiting_since", "id")[:_PAGE])


def decided_boxes(user: User) -> list[BoxRequest]:
    decided = (State.ACCEPTED, State.REFUSED, State.WITHDRAWN)
    return list(box_requests_for(user).filter(state__in=decided).order_by("-decided_at", "-id")[:_PAGE])


def box_requests_waiting(user: User) -> int:
    return box_requests_for(user).filter(state=State.WAITING).count()


def box_rows(requests: QuerySet[BoxRequest]) -> list[BoxRow]:
    """Requests come with who asked and their profile (`access.box_requests_for`)."""
    found = list(requests)
    addresses = shared_addresses([(one.local_part, one.finess, one.region_code) for one in found])
    around = _Around(found)
    wanted = Counter(address for address, _ in addresses)
    return [
        _row(one, address, around, free=free, twins=wanted[address] > 1)
        for one, (address, free) in zip(found, addresses, strict=True)
    ]


class _Around:
    def __init__(self, requests: Sequence[BoxRequest]) -> None:
        numbers = {one.finess for one in requests} - {""}
        self.loaded = loaded()
        self.places: dict[str, list[Activity]] = {}
        for place in places_of_structures(numbers):
            self.places.setdefault(place.finess, []).append(place)
        self.registered = known_structures([(one.finess, one.siret) for one in requests])
        self.services = set(_services(numbers))


def _services(numbers: set[str]) -> QuerySet[Mailbox, tuple[str, str]]:
    opened = Mailbox.objects.filter(structure__finess__in=numbers).exclude(state=Mailbox.State.CLOSED)
    return opened.values_list("structure__finess", "service")


def _row(request: BoxRequest, address: str, around: _Around, *, free: bool, twins: bool) -> BoxRow:
    lines = [
        _structure(request, around),
        _belongs(request, around),
        _name(address, free=free, twins=twins),
        *_same_service(request, around),
    ]
    clear = all(line.verdict == "ok" for line in lines)
    return BoxRow(request, address, free, hours_since(request.waiting_since), lines, clear)


def _structure(request: BoxRequest, around: _Around) -> Line:
    number = f"FINESS {grouped(request.finess)}" if request.finess else f"SIRET {request.siret}"
    if places := around.places.get(request.finess):
        if all(same_name(request.structure_name, place.company_name) == Likeness.DIFFERENT for place in places):
            text = f"Demande\u00a0: {request.structure_name}. Annuaire\u00a0: {places[0].company_name}."
            return Line("structure", "warn", "Numéro connu sous un autre nom", text)
        return Line("structure", "ok", "Structure connue de l’Annuaire Santé", number)
    if (request.finess, "" if request.finess else request.siret) in around.registered:
        return Line("structure", "ok", "Structure déjà vérifiée ici", number)
    if not around.loaded:
        return Line("structure", "unknown", "Structure à vérifier", f"{number}. L’Annuaire Santé n’est pas chargé.")
    return Line("structure", "unknown", "Structure déclarée, inconnue de l’Annuaire Santé", number)


def _belongs(request: BoxRequest, around: _Around) -> Line:
    who, domain = request.asked_by, domain_of(request.asked_by.email)
    profile = who.profile
    if request.finess and profile.finess == request.finess:
        return Line("belongs", "ok", "Le profil du demandeur nomme cette structure", profile.company_name)
    mail = {domain_of(place.email) for place in around.places.get(request.finess, []) if place.email}
    if domain in mail and not is_public(domain):
        return Line("belongs", "ok", "Adresse mail de la structure", who.email)
    said = profile.company_name or "aucune structure"
    return Line("belongs", "warn", "Le profil du demandeur nomme une autre structure", f"Profil\u00a0: {said}.")


def _name(address: str, *, free: bool, twins: bool) -> Line:
    if not address:
        return Line("name", "warn", "Aucun domaine pour cette région", "Prévenez l’opérateur de la plateforme.")
    if not free:
        return Line("name", "warn", "Adresse déjà donnée", f"{address}. Choisissez-en une autre en acceptant.")
    if twins:
        return Line("name", "warn", "Une autre demande veut cette adresse", address)
    return Line("name", "ok", "Adresse libre", address)


def _same_service(request: BoxRequest, around: _Around) -> list[Line]:
    if not request.finess or (request.finess, request.service) not in around.services:
        return []
    text = request.service or "Sans service."
    return [Line("twin", "unknown", "Ce service a déjà une boîte partagée", text)]
