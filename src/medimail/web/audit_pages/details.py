"""What the codes of a trace say beside its name. A code that is not known here stays unsaid."""

from collections.abc import Callable

from medimail.audit.models import Trace
from medimail.mailboxes.models import Role
from medimail.web.sessions import words

_ROLES = {Role.READER.value: "lire", Role.WRITER.value: "lire et écrire", Role.MANAGER.value: "gérer"}
_SCOPES = {"platform": "plateforme", "region": "région", "structure": "structure"}
_MARKS = {
    "seen": "lu",
    "unseen": "non lu",
    "flag": "suivi",
    "unflag": "suivi retiré",
    "label": "étiquette mise",
    "unlabel": "étiquette retirée",
}


def counted(one: str, many: str) -> Callable[[object], str]:
    return lambda value: f"{value}\u00a0{many if isinstance(value, int) and value > 1 else one}"


_SAID: dict[str, Callable[[object], str]] = {
    "role": lambda value: f"droit\u00a0: {_ROLES.get(str(value), '')}" if value in _ROLES else "",
    "until": lambda value: f"jusqu’au {value}" if value else "",
    "day": lambda value: f"le {value}",
    "kind": lambda value: f"BAL {value}" if value in {"PER", "MED", "ORG", "APP"} else "",
    "recipients": counted("destinataire", "destinataires"),
    "messages": counted("message", "messages"),
    "members": counted("personne", "personnes"),
    "act": lambda value: _MARKS.get(str(value), ""),
    "scope": lambda value: _SCOPES.get(str(value), ""),
    "means": lambda value: words.means(str(value), {}),
    "reason": lambda value: words.reason(str(value)),
    "place": str,
    "device": str,
    "to_bin": lambda value: "vers la corbeille" if value else "",
    "automatic": lambda value: "automatique" if value else "",
}


def said(trace: Trace) -> str:
    parts = (tell(trace.detail[code]) for code, tell in _SAID.items() if trace.detail.get(code) not in {None, ""})
    return ", ".join(part for part in parts if part)
