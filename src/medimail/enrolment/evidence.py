"""What speaks for a claim and against it, line by line. A line informs the administrator; it decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from medimail.directory.models import Activity
from medimail.directory.people import Professional
from medimail.enrolment.claims import Claim, Surroundings, claim_of, surroundings
from medimail.enrolment.models import Application, ProfileChange
from medimail.lib import nomenclature
from medimail.lib.mail_domains import domain_of, is_public
from medimail.lib.national_numbers import check, grouped
from medimail.lib.person_names import Likeness, same_name
from medimail.lib.phones import grouped as phone_of

Verdict = Literal["ok", "warn", "unknown"]
_NEEDED = {"number", "name", "profession", "place"}


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    verdict: Verdict
    title: str
    text: str = ""


def evidence(applications: Sequence[Application]) -> list[list[Line]]:
    """For applications that come with their user and profile; a constant number of queries."""
    return judge([claim_of(application.user) for application in applications])


def evidence_of_changes(changes: Sequence[ProfileChange]) -> list[list[Line]]:
    """As if each person had already said what they propose. Changes come with their user and profile."""
    now = [claim_of(change.user) for change in changes]
    return judge(
        [replace(one, data=replace(one.data, **change.proposed)) for one, change in zip(now, changes, strict=True)]
    )


def judge(claims: Sequence[Claim]) -> list[list[Line]]:
    around = surroundings(claims)
    return [_lines(claim, around) for claim in claims]


def clear(lines: Sequence[Line]) -> bool:
    """Nothing left to ask: the four facts of the directory are there and nothing warns."""
    fine = {line.key for line in lines if line.verdict == "ok"}
    return fine >= _NEEDED and all(line.verdict != "warn" for line in lines)


def _lines(claim: Claim, around: Surroundings) -> list[Line]:
    listed = around.people.get(claim.number)
    if claim.data.national_id:
        facts = [_number(claim, around), *(_of_directory(claim, listed) if listed else ())]
    else:
        facts = [Line("number", "unknown", "Aucun numéro national", "La personne dit ne pas en avoir.")]
        facts += [_structure(claim, around)]
    return [*facts, _address(claim, around), _elsewhere(claim, around)]


def _number(claim: Claim, around: Surroundings) -> Line:
    kind, number = claim.number
    shown = f"{kind} {grouped(number)}"
    if sentence := check(kind, number):
        return Line("number", "warn", "Numéro mal formé", sentence)
    if claim.number in around.people:
        return Line("number", "ok", "Numéro trouvé dans l’Annuaire Santé", shown)
    if not around.loaded:
        return Line("number", "unknown", "Numéro bien formé", f"{shown}. L’Annuaire Santé n’est pas chargé.")
    text = f"{shown}. Un diplôme récent peut ne pas y être encore\u00a0: demandez un justificatif."
    return Line("number", "warn", "Numéro inconnu de l’Annuaire Santé", text)


def _of_directory(claim: Claim, listed: Professional) -> list[Line]:
    return [_name(claim, listed), _profession(claim, listed), _place(claim, list(listed.activities))]


def _name(claim: Claim, listed: Professional) -> Line:
    said, known = (f"{one.first_name} {one.last_name}" for one in (claim.data, listed))
    both = f"Demande\u00a0: {said}. Annuaire\u00a0: {known}."
    found = likeness(listed, claim.data.last_name, claim.data.first_name)
    if found == Likeness.SAME:
        return Line("name", "ok", "Nom et prénom identiques", known)
    if found == Likeness.NEAR:
        return Line("name", "unknown", "Nom proche, à comparer", both)
    return Line("name", "warn", "Nom différent", both)


def likeness(listed: Professional, last_name: str, first_name: str) -> Likeness:
    found = {same_name(listed.last_name, last_name), same_name(listed.first_name, first_name)}
    return next(one for one in (Likeness.DIFFERENT, Likeness.NEAR, Likeness.SAME) if one in found)


def _profession(claim: Claim, listed: Professional) -> Line:
    said, known = (nomenclature.profession_label(one.profession_code) for one in (claim.data, listed))
    if claim.data.profession_code == listed.profession_code:
        return Line("profession", "ok", "Profession identique", known)
    return Line("profession", "warn", "Profession différente", f"Demande\u00a0: {said}. Annuaire\u00a0: {known}.")


def _place(claim: Claim, places: Sequence[Activity]) -> Line:
    data = claim.data
    known = "\u00a0; ".join(filter(None, map(_shown, places)))
    if not known:
        return Line("place", "unknown", "Aucun lieu d’exercice dans l’annuaire")
    if not (data.finess or data.town or data.department_code):
        return Line("place", "unknown", "Aucun lieu dans la demande", f"Annuaire\u00a0: {known}.")
    if same := next((place for place in places if _same_place(claim, place)), None):
        return Line("place", "ok", "Lieu d’exercice identique", _shown(same))
    if data.department_code in {place.department_code for place in places} - {""}:
        return Line("place", "unknown", "Même département, autre commune", f"Annuaire\u00a0: {known}.")
    return Line("place", "warn", "Lieu d’exercice différent", f"Annuaire\u00a0: {known}.")


def _same_place(claim: Claim, place: Activity) -> bool:
    data = claim.data
    if data.finess and data.finess == place.finess:
        return True
    departments = {data.department_code, place.department_code} - {""}
    return len(departments) < 2 and same_name(data.town, place.town) != Likeness.DIFFERENT


def _shown(place: Activity) -> str:
    town = f"{place.town} ({place.department_code})" if place.town and place.department_code else place.town
    return ", ".join(filter(None, (place.company_name, town)))


def _structure(claim: Claim, around: Surroundings) -> Line:
    data = claim.data
    if not data.finess:
        return Line("place", "unknown", "Établissement à vérifier", data.company_name or "Aucun n’est indiqué.")
    known = around.structures.get(data.finess, [])
    if not known:
        return Line("place", "unknown", "Établissement inconnu de l’Annuaire Santé", f"FINESS {grouped(data.finess)}")
    if data.company_name and all(_other_name(data.company_name, place) for place in known):
        text = f"Demande\u00a0: {data.company_name}. Annuaire\u00a0: {_shown(known[0])}."
        return Line("place", "unknown", "Numéro FINESS connu sous un autre nom", text)
    return Line("place", "ok", "Établissement connu de l’Annuaire Santé", _shown(known[0]))


def _other_name(name: str, place: Activity) -> bool:
    return same_name(name, place.company_name) == Likeness.DIFFERENT


def _address(claim: Claim, around: Surroundings) -> Line:
    address, domain = claim.user.email.lower(), claim.domain
    listed = around.people.get(claim.number)
    own = {place.email.lower() for place in listed.activities} if listed else set()
    of_structure = {place.email.lower() for place in around.structures.get(claim.data.finess, [])}
    if address in own:
        return Line("address", "ok", "Adresse mail inscrite à l’Annuaire Santé", address)
    if address in of_structure or (not is_public(domain) and domain in map(domain_of, own | of_structure)):
        return Line("address", "ok", "Adresse mail de l’établissement", address)
    colleagues = around.colleagues.get((claim.data.finess, domain), set()) - {claim.user.pk}
    if colleagues and not is_public(domain):
        return Line("address", "ok", "Même domaine qu’un compte validé de l’établissement", address)
    return Line("address", "unknown", "Adresse mail jamais vue", f"{address}{_whom_to_call(listed)}")


def _whom_to_call(listed: Professional | None) -> str:
    """The directory is public: whoever copies it has every line right but this one."""
    phones = [place.phone for place in listed.activities if place.phone] if listed else []
    return f". En cas de doute, appelez le numéro de l’annuaire\u00a0: {phone_of(phones[0])}." if phones else ""


def _elsewhere(claim: Claim, around: Surroundings) -> Line:
    me = claim.user.pk
    if around.proved.get(claim.number, me) != me:
        return Line("elsewhere", "warn", "Numéro déjà rattaché à un autre compte", "Il a été vérifié pour ce compte.")
    if around.claimed.get(claim.number, set()) - {me}:
        return Line("elsewhere", "warn", "Une autre demande en attente porte ce numéro", "Comparez les deux demandes.")
    if _has_twin(claim, around):
        return Line(
            "elsewhere", "warn", "Un autre compte a les mêmes nom et téléphone", "Est-ce la même personne\u00a0?"
        )
    return Line("elsewhere", "ok", "Rien de semblable dans un autre compte")


def _has_twin(claim: Claim, around: Surroundings) -> bool:
    others = (twin for twin in around.twins if twin.user_id != claim.user.pk and twin.phones & claim.phones)
    return any(_same_person(claim, twin.last_name, twin.first_name) for twin in others)


def _same_person(claim: Claim, last_name: str, first_name: str) -> bool:
    pairs = ((claim.data.last_name, last_name), (claim.data.first_name, first_name))
    return all(same_name(*pair) == Likeness.SAME for pair in pairs)
