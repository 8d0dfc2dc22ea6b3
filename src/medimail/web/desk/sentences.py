"""What happened to a request, and why a click changed nothing, in the administrator's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.enrolment.models import Application, ProfileChange
from medimail.shared_boxes.models import BoxRequest

State, BoxState = Application.State, BoxRequest.State
# (short tag, its colour) of a request as lists show it.
TAGS = {
    State.AWAITING_VALIDATION: ("En attente", "info"),
    State.INFO_REQUESTED: ("Réponse attendue", "warn"),
    State.ACTIVE: ("Compte ouvert", "accent"),
    State.REFUSED: ("Refusée", "danger"),
    State.SUSPENDED: ("Compte suspendu", "warn"),
    State.CLOSED: ("Compte fermé", ""),
    State.IDENTIFICATION_PENDING: ("En correction", ""),
    State.PROFILE_PENDING: ("En correction", ""),
}
# « Demande … »
STANDING = {
    State.ACTIVE: "acceptée",
    State.REFUSED: "refusée",
    State.INFO_REQUESTED: "renvoyée à la personne pour précision",
    State.SUSPENDED: "acceptée, puis le compte a été suspendu",
    State.CLOSED: "close : le compte est fermé",
    State.IDENTIFICATION_PENDING: "reprise par la personne pour correction",
    State.PROFILE_PENDING: "reprise par la personne pour correction",
    State.AWAITING_VALIDATION: "remise en attente",
}
CHANGE_STANDING = {
    ProfileChange.State.ACCEPTED: "acceptée",
    ProfileChange.State.REFUSED: "refusée",
    ProfileChange.State.WITHDRAWN: "retirée par la personne",
    ProfileChange.State.WAITING: "remise en attente",
}
BOX_TAGS = {
    BoxState.WAITING: ("En attente", "info"),
    BoxState.ASKED: ("Réponse attendue", "warn"),
    BoxState.ACCEPTED: ("Boîte ouverte", "accent"),
    BoxState.REFUSED: ("Refusée", "danger"),
    BoxState.WITHDRAWN: ("Retirée", ""),
}
BOX_STANDING = {
    BoxState.WAITING: "remise en attente",
    BoxState.ASKED: "renvoyée à la personne pour précision",
    BoxState.ACCEPTED: "acceptée",
    BoxState.REFUSED: "refusée",
    BoxState.WITHDRAWN: "retirée par la personne",
}
NO_DOMAIN = (
    "Aucune adresse ne peut être donnée : ce service n’héberge encore aucun domaine pour cette région. "
    "La demande reste en attente ; prévenez l’opérateur de la plateforme."
)
NUMBER_TAKEN = (
    "Ce numéro national a déjà été vérifié pour un autre compte : rien n’a été décidé. Demandez à la personne de "
    "vérifier son numéro, ou refusez la demande si elle a déjà un compte."
)
ELSEWHERE = (
    "Cette structure relève d’autres administrateurs que vous. Rien n’a été décidé. "
    "Refusez la demande en indiquant la bonne région."
)
CHANGED = (
    "Cette demande a été corrigée et renvoyée depuis que vous l’avez ouverte. Rien n’a été décidé : "
    "relisez-la ci-dessous, puis décidez."
)
_ACTS = {
    "application.opened": "Compte créé",
    "application.link_sent_again": "Lien de confirmation renvoyé",
    "application.expired": "Lien de confirmation expiré",
    "application.email_confirmed": "Adresse mail confirmée",
    "application.terms_accepted": "Conditions générales acceptées",
    "application.identifier_answered": "Réponse sur l’identifiant national",
    "application.submitted": "Demande envoyée",
    "application.taken_back": "Demande reprise pour correction",
    "application.reopened": "Demande reprise après un refus",
    "application.info_requested": "Précision demandée",
    "application.info_given": "Précision donnée",
    "application.active": "Demande acceptée",
    "application.refused": "Demande refusée",
    "application.suspended": "Compte suspendu",
    "application.suspended_silent": "Compte suspendu faute d’usage",
    "application.reactivation_asked": "Réactivation demandée",
    "application.reactivated": "Compte réactivé",
    "account.kept_open": "Compte gardé ouvert, même sans usage",
    "account.kept_no_more": "Compte soumis à nouveau à la règle commune",
    "leave.noted": "Longue absence notée",
    "leave.ended": "Longue absence effacée",
    "application.closed": "Compte fermé",
    "mailbox.opened": "Boîte ouverte",
    "number.proved": "Numéro national vérifié",
    "change.submitted": "Modification du profil demandée",
    "change.accepted": "Modification du profil acceptée",
    "change.refused": "Modification du profil refusée",
    "change.withdrawn": "Modification du profil retirée",
}


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    what: str
    who: str


def history(traces: Sequence[Trace], person: User) -> list[Act]:
    """Acts that have a sentence; the others are told elsewhere (the thread) or concern machines."""
    return [Act(one.at, _ACTS[one.action], _who(one, person)) for one in traces if one.action in _ACTS]


def _who(trace: Trace, person: User) -> str:
    if trace.action == "application.expired":
        return ""
    return "" if trace.actor is None else "la personne" if trace.actor == person else trace.actor.full_name


def too_late(state: str, by: str) -> str:
    return f"Cette demande a déjà été {STANDING[State(state)]}{_by(by)}. Votre clic n’a rien changé."


def change_too_late(state: str, by: str) -> str:
    what = CHANGE_STANDING[ProfileChange.State(state)]
    by = "" if state == ProfileChange.State.WITHDRAWN else by
    return f"Cette modification a déjà été {what}{_by(by)}. Votre clic n’a rien changé."


def box_too_late(state: str, by: str) -> str:
    by = "" if state == BoxState.WITHDRAWN else by
    return f"Cette demande a déjà été {BOX_STANDING[BoxState(state)]}{_by(by)}. Votre clic n’a rien changé."


def _by(name: str) -> str:
    return f" par {name}" if name else ""
