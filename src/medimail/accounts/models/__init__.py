from medimail.accounts.models.profile import Profile
from medimail.accounts.models.terms import TermsAcceptance, TermsVersion
from medimail.accounts.models.user import User

__all__ = ["Profile", "TermsAcceptance", "TermsVersion", "User"]
