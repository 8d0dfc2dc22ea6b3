"""Accounts made by the house itself (first operator, demonstration), already confirmed."""

from allauth.account.models import EmailAddress

from medimail.accounts.models import User


def register(email: str, password: str, *, first_name: str, last_name: str) -> User:
    """An account that may sign in at once. Raises `IntegrityError` when the address has one."""
    user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
