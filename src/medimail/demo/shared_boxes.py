"""A shared box with its members, and a request that waits for a decision."""

from collections.abc import Mapping

from medimail.accounts.models import User
from medimail.demo.people import OCCITANIE, STRUCTURE_FINESS, STRUCTURE_NAME
from medimail.servicedesk.actions import accept_box
from medimail.servicedesk.queries.people import person_at
from medimail.shared_boxes.actions import Wanted, ask


def open_shared_boxes(emails: Mapping[str, str], decider: User) -> None:
    """The nurse of the nursing home manages its box, the pharmacist writes from it; the doctor asks for another."""
    nurse, doctor = person_at(emails["med"]), person_at(emails["doctor"])
    assert nurse is not None  # noqa: S101 (their accounts were opened just before)
    assert doctor is not None  # noqa: S101
    infirmary = ask(nurse, _wanted("Infirmerie", "infirmerie.tilleuls", "Sonia Le Goff", [emails["pharmacist"]]))
    accept_box(decider, infirmary.pk, infirmary.local_part)
    ask(doctor, _wanted("Médecin coordonnateur", "coordination.tilleuls", "Dr Amélie Fabre", [emails["med"]]))


def _wanted(service: str, local_part: str, responsible: str, members: list[str]) -> Wanted:
    return Wanted(
        kind="ORG",
        structure_name=STRUCTURE_NAME,
        finess=STRUCTURE_FINESS,
        siret="",
        postcode="31000",
        town="Toulouse",
        region_code=OCCITANIE,
        service=service,
        description="Recevoir les comptes rendus et les ordonnances des résidents",
        local_part=local_part,
        responsible=responsible,
        means="",
        members=members,
    )
