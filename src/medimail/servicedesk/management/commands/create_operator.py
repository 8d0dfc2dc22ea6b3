import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from medimail.accounts.actions import register
from medimail.servicedesk.actions import appoint
from medimail.servicedesk.models import Administrator


class Command(BaseCommand):
    help = "Create the first platform operator. Prints the address and a generated password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        if Administrator.objects.filter(scope=Administrator.Scope.PLATFORM).exists():
            self.stdout.write("A platform operator exists already. For a new password: ./medimail changepassword EMAIL")
            return
        password = f"{secrets.token_urlsafe(12)}Aa1"
        with transaction.atomic():
            user = register(email, make_password(password), first_name="Opérateur", last_name="Medimail")
            appoint(user, Administrator.Scope.PLATFORM)
        self.stdout.write(f"{user.email} {password}")
