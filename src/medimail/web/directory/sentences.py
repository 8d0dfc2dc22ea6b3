"""What pages say of an entry. The national file writes « MARTIN », people type « Martin »: one look for both."""

import re

from medimail.directory.models import Entry

KINDS = {
    "PER": "Boîte personnelle",
    "MED": "Boîte personnelle, interne à Medimail",
    "ORG": "Boîte de service, lue par une équipe",
    "APP": "Boîte d’un logiciel",
}
SHORT_KINDS = {"PER": "boîte personnelle", "MED": "interne à Medimail", "ORG": "boîte de service", "APP": "logiciel"}
_TITLES = {"DR": "Dr", "DOCTEUR": "Dr", "PR": "Pr", "PROFESSEUR": "Pr", "M": "M.", "MME": "Mme", "MLLE": "Mme"}
_SEPARATORS = re.compile(r"[\s,;<>@\"]+")


def name_of(entry: Entry) -> str:
    """« Dr Claire MARTIN »; the name of a service stays as its structure writes it."""
    if not entry.first_name:
        return entry.last_name
    title = _TITLES.get(entry.title.upper().rstrip("."), "")
    return f"{title} {entry.called} {entry.last_name.upper()}".strip()


def calling(entry: Entry) -> str:
    return " · ".join(filter(None, (entry.profession_label, entry.speciality_label)))


def workplace(entry: Entry) -> str:
    """Structure and service. The name of a service's box often says both already."""
    parts = (entry.company_name, entry.service)
    return ", ".join(part for part in parts if part and part.casefold() not in entry.last_name.casefold())


def hidden(entry: Entry, *, own: bool) -> str:
    """Why so few people see this entry; empty when it is listed."""
    if not entry.hidden:
        return ""
    who = "vous et vos administrateurs" if own else "son titulaire et ses administrateurs"
    return f"Liste rouge\N{NO-BREAK SPACE}: seuls {who} voient cette fiche."


def recipient(entry: Entry) -> str:
    """As it stands in « À »: no sign of the name may end the address, begin another or look like one."""
    return written(entry.full_name, entry.address)


def written(name: str, address: str) -> str:
    return f"{_SEPARATORS.sub(' ', name).strip()} <{address}>".strip()


def lines_to_share(entry: Entry) -> str:
    """The card as the text of a message."""
    said = (name_of(entry), calling(entry), workplace(entry), entry.street, entry.postal_town, entry.address)
    return "\n".join(filter(None, said))
