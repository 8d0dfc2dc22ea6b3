"""What this room knows of a person, for the person to take along."""

from dataclasses import fields

from medimail.accounts.models import NationalNumber, Profile, TermsAcceptance, User
from medimail.accounts.profile import ProfileData

_ON_ACCOUNT = {"first_name", "last_name"}


def personal_data(user: User) -> dict[str, object]:
    number = NationalNumber.objects.filter(user=user).first()
    accepted = TermsAcceptance.objects.filter(user=user).order_by("accepted_at")
    return {
        "account": {
            "last_name": user.last_name,
            "first_name": user.first_name,
            "sign_in_address": user.email,
            "opened_at": user.date_joined,
            "last_signed_in_at": user.last_login,
        },
        "profile": _profile(user),
        "proved_number": number and {"type": number.identifier_type, "number": number.number, "at": number.proved_at},
        "terms_accepted": [{"version": one.terms_id, "at": one.accepted_at} for one in accepted],
    }


def _profile(user: User) -> dict[str, object] | None:
    profile = Profile.objects.filter(user=user).first()
    names = [one.name for one in fields(ProfileData) if one.name not in _ON_ACCOUNT]
    return {name: getattr(profile, name) for name in names} if profile else None
