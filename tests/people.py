"""Builds people through the same doors as the product: registration, enrolment, decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from medimail.accounts.actions import register
from medimail.accounts.models import User
from medimail.accounts.profile import ProfileData
from medimail.accounts.queries import current_terms
from medimail.enrolment import actions as enrolment
from medimail.lib.national_numbers import with_key
from medimail.lib.psc import Practice, Professional
from medimail.mailboxes.actions import SharedBox, give, open_shared
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk.actions import accept, appoint
from medimail.servicedesk.models import Administrator
from medimail.shared_boxes.actions import Wanted
from medimail.structures.actions import Facts
from medimail.structures.actions import register as register_structure

PASSWORD = "Motdepasse1"
FINESS = "310000013"
"""Of a structure."""
BrowserOf = Callable[[User], Client]
"""The fixture `browser_of`: a client signed in as this person."""
_numbers = count(1)
PHARMACY = Practice("21", company_name="PHARMACIE DU CENTRE", postcode="31620", town="Castelnau", department_code="31")


def profile(**changes: object) -> ProfileData:
    values: dict[str, object] = {
        "first_name": "Pierre",
        "last_name": "Dupont",
        "profession_code": "21",
        "region_code": "76",
        "identifier_type": "RPPS",
        "national_id": with_key(f"9971{next(_numbers):06}"),
        "town": "Castelnau-d’Estrétefonds",
        "postcode": "31620",
        "department_code": "31",
    }
    return ProfileData(**{**values, **changes})  # type: ignore[arg-type]


def account(email: str = "", first_name: str = "Pierre", last_name: str = "Dupont") -> User:
    address = email or f"person{next(_numbers)}@exemple.test"
    return register(address, make_password(PASSWORD), first_name=first_name, last_name=last_name)


def professional(number: str = "", **changes: object) -> Professional:
    """As Pro Santé Connect says it: a pharmacist of Castelnau, in Occitanie."""
    serial = next(_numbers)
    values: dict[str, object] = {
        "issuer": "https://psc.test/realm",
        "subject": f"f:1:{serial}",
        "identifier_type": "RPPS",
        "number": number or with_key(f"9972{serial:06}"),
        "last_name": "DUPONT",
        "first_name": "Claire",
        "practices": (PHARMACY,),
    }
    return Professional(**{**values, **changes})  # type: ignore[arg-type]


def signed_in(user: User, browser: str = "") -> Client:
    """By the page, as a person does: with all that a sign-in writes."""
    client = Client(headers={"User-Agent": browser})
    client.post("/connexion/", {"login": user.email, "password": PASSWORD})
    return client


def at_terms() -> User:
    user = account()
    enrolment.open_application(user)
    enrolment.confirm_email(user)
    return user


def at_identification() -> User:
    user = at_terms()
    enrolment.accept_terms(user, current_terms().version)
    return user


def at_profile(*, has_identifier: bool = True) -> User:
    user = at_identification()
    enrolment.answer_identifier(user, has_identifier)
    return user


def applicant(**changes: object) -> User:
    data = profile(**changes)
    user = at_profile(has_identifier=bool(data.national_id))
    enrolment.submit_profile(user, data)
    return User.objects.get(pk=user.pk)  # as a new request would see the person


def holder(**changes: object) -> User:
    user = applicant(**changes)
    accept(region_administrator(user.profile.region_code), user.application.pk)
    return user


def region_administrator(region_code: str) -> User:
    user = account(first_name="Julie", last_name="Martin")
    appoint(user, Administrator.Scope.REGION, region_code=region_code)
    return user


def structure_administrator(finess: str) -> User:
    user = account(first_name="Paul", last_name="Serres")
    structure = register_structure(Facts("EHPAD Les Tilleuls", "76", finess))
    appoint(user, Administrator.Scope.STRUCTURE, structure=structure)
    return user


def platform_operator() -> User:
    user = account(first_name="Camille", last_name="Roux")
    appoint(user, Administrator.Scope.PLATFORM)
    return user


def shared_box(manager: User, local_part: str = "") -> Mailbox:
    """A box of a structure, with its manager."""
    serial = next(_numbers)
    structure = register_structure(Facts("EHPAD Les Tilleuls", "76", FINESS))
    wanted = SharedBox(Mailbox.Kind.ORG, structure, local_part or f"accueil-{serial}", service="Accueil")
    return open_shared(wanted, manager=manager, by=None)


def member(manager: User, box: Mailbox, role: str, **who: object) -> User:
    """A holder of a box of their own, who also opens this one."""
    person = holder(first_name="Nadia", last_name="Benali", **who)
    give(manager, box, person, role)
    return person


def delegate(of: User, role: str, *, days: int = 30) -> User:
    """Opens the personal box of somebody else."""
    person = holder(first_name="Luc", last_name="Girard")
    give(of, of.mailboxes.get(), person, role, ends_on=timezone.localdate() + timedelta(days=days))
    return person


def wanted_box(**changes: object) -> Wanted:
    said = Wanted(
        kind="ORG",
        structure_name="EHPAD Les Tilleuls",
        finess=FINESS,
        siret="",
        postcode="31000",
        town="Toulouse",
        region_code="76",
        service="Infirmerie",
        description="Recevoir les comptes rendus",
        local_part=f"infirmerie.{next(_numbers)}",
        responsible="Sonia Le Goff",
        means="",
        members=[],
    )
    return replace(said, **changes)  # type: ignore[arg-type]
