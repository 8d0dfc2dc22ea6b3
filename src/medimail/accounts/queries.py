from medimail.accounts.models import TermsVersion


def current_terms() -> TermsVersion:
    """The latest published version; `TermsVersion.DoesNotExist` when the operator published none."""
    return TermsVersion.objects.latest("published_at")
