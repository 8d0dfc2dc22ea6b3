"""A provider's word about somebody, between two requests of django-allauth's flow."""

from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.provider import Provider

from medimail.accounts.identity import Identity
from medimail.accounts.queries import known_by


class Proof(SocialLogin):
    """Looks the person up in one query, and writes nothing: what is kept of an identity never changes.

    Allauth's own way asks three times and writes once; it could also find somebody by an e-mail address.
    """

    def lookup(self) -> None:
        self._did_authenticate_by_email = None
        found = known_by(self.account.provider, self.account.uid)
        if found:
            self.account, self.user = found, found.user

    @property
    def is_existing(self) -> bool:
        return self.user is not None and self.user.pk is not None


def proof(provider: Provider, who: Identity) -> Proof:
    account = SocialAccount(provider=who.provider, uid=who.uid, extra_data=who.kept)
    return Proof(provider=provider, account=account)
