"""What an account says of itself, and all that is known around it: gathered for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from medimail.accounts.models import NationalNumber, Profile, User
from medimail.accounts.profile import ProfileData
from medimail.accounts.queries import profile_data
from medimail.directory import queries as directory
from medimail.directory.models import Activity
from medimail.directory.people import Professional
from medimail.directory.queries import Number
from medimail.enrolment.models import Application, ProfileChange
from medimail.lib.mail_domains import domain_of

_WAITING = (Application.State.AWAITING_VALIDATION, Application.State.INFO_REQUESTED)


@dataclass(frozen=True, slots=True)
class Claim:
    user: User
    data: ProfileData

    @property
    def number(self) -> Number:
        return self.data.identifier_type, self.data.national_id

    @property
    def domain(self) -> str:
        return domain_of(self.user.email)

    @property
    def phones(self) -> set[str]:
        return {self.data.phone1, self.data.phone2} - {""}


@dataclass(frozen=True, slots=True)
class Twin:
    """An account that has a phone number and the last name of a claim."""

    user_id: int
    phones: set[str]
    last_name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    loaded: bool
    people: dict[Number, Professional]
    structures: dict[str, list[Activity]]
    proved: dict[Number, int]
    """Who has proved this number."""
    claimed: dict[Number, set[int]]
    """Whose waiting requests say this number."""
    colleagues: dict[tuple[str, str], set[int]]
    """Some validated accounts of a structure (FINESS) with a sign-in address of a domain."""
    twins: list[Twin]


def claim_of(user: User) -> Claim:
    return Claim(user, profile_data(user))


def surroundings(claims: Sequence[Claim]) -> Surroundings:
    """A constant number of queries, however many claims."""
    numbers = {claim.number for claim in claims if claim.data.national_id}
    structures = defaultdict(list)
    for place in directory.places_of_structures([claim.data.finess for claim in claims]):
        structures[place.finess].append(place)
    return Surroundings(
        loaded=directory.loaded(),
        people=directory.professionals(numbers),
        structures=structures,
        proved=_proved(numbers),
        claimed=_claimed(numbers),
        colleagues=_colleagues(claims),
        twins=_twins(claims),
    )


def _proved(numbers: set[Number]) -> dict[Number, int]:
    found = NationalNumber.objects.filter(number__in={number for _, number in numbers})
    return {(one.identifier_type, one.number): one.user_id for one in found}


def _claimed(numbers: set[Number]) -> dict[Number, set[int]]:
    plain = {number for _, number in numbers}
    requests = Profile.objects.filter(national_id__in=plain, user__application__state__in=_WAITING)
    changes = ProfileChange.objects.filter(proposed__national_id__in=plain, state=ProfileChange.State.WAITING)
    found: dict[Number, set[int]] = defaultdict(set)
    for kind, number, user in requests.values_list("identifier_type", "national_id", "user_id"):
        found[kind, number].add(user)
    for proposed, user in changes.values_list("proposed", "user_id"):
        found[proposed["identifier_type"], proposed["national_id"]].add(user)
    return found


def _colleagues(claims: Sequence[Claim]) -> dict[tuple[str, str], set[int]]:
    """Two accounts per structure and domain are enough to find another one than the claim's own."""
    structures = {claim.data.finess for claim in claims} - {""}
    validated = Profile.objects.filter(finess__in=structures, user__application__state=Application.State.ACTIVE)
    of_domains = validated.annotate(domain=directory.mail_domain("user__email")).filter(
        domain__in={claim.domain for claim in claims}
    )
    found = defaultdict(set)
    for order in ("user_id", "-user_id"):
        rows = of_domains.order_by("finess", "domain", order).distinct("finess", "domain")
        for finess, of, user in rows.values_list("finess", "domain", "user_id"):
            found[finess, of].add(user)
    return found


def _twins(claims: Sequence[Claim]) -> list[Twin]:
    phones = set().union(*(claim.phones for claim in claims))
    names = {claim.data.last_name.lower() for claim in claims}
    named = Profile.objects.annotate(name=Lower("user__last_name")).filter(name__in=names)
    found = named.filter(phone1__in=phones) | named.filter(phone2__in=phones)
    rows = found.values_list("user_id", "phone1", "phone2", "user__last_name", "user__first_name")
    return [Twin(user, {phone1, phone2} - {""}, last, first) for user, phone1, phone2, last, first in rows]
