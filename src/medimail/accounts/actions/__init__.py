"""The only way an account changes: one transaction each, traced."""

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
from medimail.accounts.actions.secrets import ask_address, change_address, set_password
from medimail.accounts.actions.sign_in import refused, signed_in
from medimail.accounts.actions.terms import accept_terms, publish_terms

__all__ = [
    "accept_terms",
    "ask_address",
    "change_address",
    "hold_number",
    "link",
    "prove_number",
    "publish_terms",
    "refused",
    "register",
    "register_by_psc",
    "save_checked",
    "save_profile",
    "set_password",
    "shut",
    "signed_in",
    "unlink",
]
