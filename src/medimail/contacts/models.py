"""A book of addresses, of one person or of a shared box.

Never a foreign key to the directory, whose rows come and go with each import: a book keeps the name as it was known,
so that one still reads who it was once the address has left.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from medimail.mailboxes.models import Mailbox

FAVOURITES, GROUPS, MEMBERS = 500, 100, 200
"""Of a book, of a book, of a group."""
GROUP_NAME = 60


class Book(models.Model):
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="book")
    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, null=True, related_name="book")
    """A BAL ORG: shared by all who may open it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, mailbox__isnull=True) | Q(owner__isnull=True, mailbox__isnull=False),
                name="book_of_one_owner",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Contact(models.Model):
    class Came(models.TextChoices):
        DIRECTORY = "directory"
        TYPED = "typed"
        """No directory listed it when it was added: nothing is said of its leaving."""

    address = models.CharField(max_length=254)
    name = models.CharField(max_length=320, blank=True)
    came = models.CharField(max_length=9, choices=Came)
    gone_since = models.DateField(null=True)
    """The day on which no directory listed it any more, as the daily review found it."""
    words = models.TextField()
    """What a search compares (`words.py`)."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Favourite(Contact):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="favourites", db_index=False)

    class Meta(Contact.Meta):
        constraints = [
            models.UniqueConstraint(fields=["book", "address"], name="one_favourite_per_address"),
            models.CheckConstraint(condition=Q(address=Lower("address")), name="favourite_in_lower_case"),
        ]


class Group(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="groups", db_index=False)
    name = models.CharField(max_length=GROUP_NAME)
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint("book", Lower("name"), name="one_group_per_name")]

    def __str__(self) -> str:
        return str(self.pk)


class Member(Contact):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members", db_index=False)

    class Meta(Contact.Meta):
        constraints = [
            models.UniqueConstraint(fields=["group", "address"], name="one_member_per_address"),
            models.CheckConstraint(condition=Q(address=Lower("address")), name="member_in_lower_case"),
        ]
