from medimail.accounts.models.number import NationalNumber
from medimail.accounts.models.profile import Profile
from medimail.accounts.models.terms import TermsAcceptance, TermsVersion
from medimail.accounts.models.user import User

__all__ = ["NationalNumber", "Profile", "TermsAcceptance", "TermsVersion", "User"]
