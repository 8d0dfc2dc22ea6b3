from medimail.accounts.models.number import NationalNumber
from medimail.accounts.models.portal import Portal
from medimail.accounts.models.preferences import Preferences
from medimail.accounts.models.profile import Profile
from medimail.accounts.models.session import Session
from medimail.accounts.models.terms import TermsAcceptance, TermsVersion
from medimail.accounts.models.user import User

__all__ = ["NationalNumber", "Portal", "Preferences", "Profile", "Session", "TermsAcceptance", "TermsVersion", "User"]
