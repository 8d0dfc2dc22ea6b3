"""What signs in: password and address."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from medimail.accounts.actions.sessions import end_sessions
from medimail.accounts.errors import AddressTaken
from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.notifications.actions import notify


@transaction.atomic
def set_password(user: User, password: str, *, keep: str = "") -> None:
    """Every session of this account ends but the one whose key is `keep`, and its address is told."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, keep=keep)
    notify(user.email, "password_changed", {"first_name": user.first_name})
    trace(user, "password.changed", user)


@transaction.atomic
def ask_address(user: User, address: str, link: str) -> None:
    """`link` proves the address (see `address_link`). Whoever asks sees no difference when it is somebody's already."""
    if EmailAddress.objects.filter(email=address).exists():
        notify(address, "address_taken", {})
    else:
        notify(address, "address_confirm", {"first_name": user.first_name, "link": link})
    notify(user.email, "address_asked", {"first_name": user.first_name})
    trace(user, "address.asked", user)


@transaction.atomic
def change_address(user: User, address: str, *, keep: str = "") -> None:
    """The proved address now signs in; the old one is told, and sessions end but `keep`. Raises `AddressTaken`."""
    held = User.objects.select_for_update().get(pk=user.pk)
    old, held.email = held.email, address
    if old == address:  # a second click
        return
    try:
        with transaction.atomic():
            held.save(update_fields=["email"])
            EmailAddress.objects.filter(user=held).delete()
            EmailAddress.objects.create(user=held, email=address, verified=True, primary=True)
    except IntegrityError as error:
        raise AddressTaken from error
    end_sessions(user, keep=keep)
    notify(old, "address_changed", {"first_name": user.first_name})
    trace(user, "address.changed", user)
