"""The only way an account changes: one transaction each, traced."""

from medimail.accounts.actions.factors import (
    add_app,
    add_passkey,
    explain_second_factor,
    name_passkey,
    remove_factor,
    renew_recovery_codes,
    show_recovery_codes,
    use_code,
)
from medimail.accounts.actions.identities import link, unlink
from medimail.accounts.actions.people import (
    hold_number,
    prove_number,
    register,
    register_by_psc,
    save_checked,
    save_profile,
    shut,
)
from medimail.accounts.actions.portals import close_portal, keep_portal, reopen_portal
from medimail.accounts.actions.preferences import prefer
from medimail.accounts.actions.secrets import ask_address, change_address, set_password
from medimail.accounts.actions.sessions import end_session, end_sessions, first_time_in, lock, seen
from medimail.accounts.actions.sign_in import refused, signed_in
from medimail.accounts.actions.terms import accept_terms, publish_terms

__all__ = [
    "accept_terms",
    "add_app",
    "add_passkey",
    "ask_address",
    "change_address",
    "close_portal",
    "end_session",
    "end_sessions",
    "explain_second_factor",
    "first_time_in",
    "hold_number",
    "keep_portal",
    "link",
    "lock",
    "name_passkey",
    "prefer",
    "prove_number",
    "publish_terms",
    "refused",
    "register",
    "register_by_psc",
    "remove_factor",
    "renew_recovery_codes",
    "reopen_portal",
    "save_checked",
    "save_profile",
    "seen",
    "set_password",
    "show_recovery_codes",
    "shut",
    "signed_in",
    "unlink",
    "use_code",
]
