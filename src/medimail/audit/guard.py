"""Does the database still refuse to change what was traced?"""

import hashlib
from collections.abc import Iterator

from django.db import connection

TABLES = ("audit_trace", "audit_link", "audit_seal")
# What the functions of migrations 0002 and 0005 say; BEFORE, and by statement or by row (pg_trigger.tgtype).
_FUNCTIONS = {
    "audit_trace_refuse": "fb2551d055ae30a76ef8e82a96a3f084510a60d6a58c80f8fc015613e105886c",
    "audit_refuse_delete": "50db635c9f338cc25cb0a6c3eec558326cf69604541756fcca42a6017135fc7f",
}
_KINDS = {"append_only": ("audit_trace_refuse", 2 + 16 + 32), "kept": ("audit_refuse_delete", 1 + 2 + 8)}
_TRIGGERS = """
SELECT t.tgname, p.proname, t.tgtype, t.tgenabled, p.prosrc, t.tgqual IS NULL AND t.tgattr = ''
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal
"""


def open_doors() -> Iterator[str]:
    for table in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(_TRIGGERS, [table])
            found = {row[0]: row[1:] for row in cursor.fetchall()}
        for kind, (function, moment) in _KINDS.items():
            name = f"{table}_{kind}"
            if name not in found:
                yield f"the protection {name} is gone"
            elif not _holds(found[name], function, moment):
                yield f"the protection {name} is switched off or was replaced"
        yield from (f"{table} has a trigger that is not ours: {name}" for name in found.keys() - _names(table))


def _names(table: str) -> set[str]:
    return {f"{table}_{kind}" for kind in _KINDS}


def _holds(found: tuple[str, int, str, str, bool], function: str, moment: int) -> bool:
    name, kind, enabled, source, unconditional = found
    same = hashlib.sha256(source.encode()).hexdigest() == _FUNCTIONS[function]
    return (name, kind, enabled) == (function, moment, "A") and same and unconditional
