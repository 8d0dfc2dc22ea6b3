"""Ways in by somebody else's word, made and ended by the person."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from medimail.accounts.errors import IdentityTaken, LastWayIn
from medimail.accounts.identity import Identity
from medimail.accounts.models import User
from medimail.audit.actions import trace


@transaction.atomic
def link(user: User, identity: Identity) -> None:
    """From now on this identity signs in to this account; a second time changes nothing.

    One identity of each provider. Raises `IdentityTaken` when it is another person's, or the person has another.
    """
    same = SocialAccount.objects.filter(provider=identity.provider)
    if same.filter(user=user, uid=identity.uid).exists():
        return
    if same.filter(user=user).exists():
        raise IdentityTaken
    try:
        with transaction.atomic():
            same.create(user=user, provider=identity.provider, uid=identity.uid, extra_data=identity.kept)
    except IntegrityError as error:
        raise IdentityTaken from error
    trace(user, "identity.linked", user, provider=identity.provider)


@transaction.atomic
def unlink(user: User, provider: str) -> None:
    """Raises `LastWayIn` when nothing else would open the account."""
    User.objects.select_for_update().get(pk=user.pk)  # two clicks must not take the last two away
    others = SocialAccount.objects.filter(user=user).exclude(provider=provider)
    if not user.has_usable_password() and not others.exists():
        raise LastWayIn
    removed, _ = SocialAccount.objects.filter(user=user, provider=provider).delete()
    if removed:
        trace(user, "identity.unlinked", user, provider=provider)
