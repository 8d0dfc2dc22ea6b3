from django.db import transaction

from medimail.accounts.models import User
from medimail.shared_boxes.models import Wish


@transaction.atomic
def wish(user: User) -> None:
    Wish.objects.get_or_create(user=user)
