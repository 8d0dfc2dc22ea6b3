"""What this room knows of a person, for the person to take along."""

from medimail.accounts.models import NationalNumber, TermsAcceptance, User
from medimail.accounts.queries import profile_data


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
        "profile": profile_data(user).profile_fields() if hasattr(user, "profile") else None,
        "proved_number": number and {"type": number.identifier_type, "number": number.number, "at": number.proved_at},
        "terms_accepted": [{"version": one.terms_id, "at": one.accepted_at} for one in accepted],
    }
