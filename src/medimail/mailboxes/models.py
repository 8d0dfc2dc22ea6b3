from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from medimail.accounts.models import User
from medimail.structures.models import Structure


class Domain(models.Model):
    """An e-mail domain this operator hosts. A structure's own domain carries its FINESS number."""

    name = models.CharField(max_length=253, primary_key=True)
    region_code = models.CharField(max_length=3, blank=True)
    label = models.CharField(max_length=60, blank=True)
    """What it is for inside its region: a profession's sub-domain (`pharmacien`), `pro` (catch-all) or `org`."""
    finess = models.CharField(max_length=9, blank=True)
    external = models.BooleanField(default=True)
    """Known to the trust space. False for the domain of BAL MED, which never leaves the house."""

    class Meta:
        indexes = [models.Index(fields=["region_code", "label"], name="domain_of_region")]

    def __str__(self) -> str:
        return self.name


class DomainRule(models.Model):
    """(region, profession) → domain. The empty profession is the region's catch-all."""

    region_code = models.CharField(max_length=3)
    profession_code = models.CharField(max_length=10, blank=True)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "profession_code"], name="one_domain_per_profession")
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.profession_code} {self.domain_id}"


class Mailbox(models.Model):
    """A BAL. Address and kind never change once given (national rule), and an address is never given twice."""

    class Kind(models.TextChoices):
        PER = "PER"
        MED = "MED"
        ORG = "ORG"
        APP = "APP"

    class State(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"
        CLOSED = "closed"

    kind = models.CharField(max_length=3, choices=Kind)
    address = models.CharField(max_length=254)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT)
    display_name = models.CharField(max_length=210)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="mailboxes")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    red_list = models.BooleanField(default=False)
    paperless = models.BooleanField(default=True)
    quota_bytes = models.BigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, related_name="mailboxes")
    """Of a shared box (ORG, APP): who answers for access and use."""
    service = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=255, blank=True)
    responsible = models.CharField(max_length=255, blank=True)
    """Whom to ask, in words. Never in open access (national rule)."""

    role: str = ""
    """What the person who asked may do with it: `Role`. Set by `access`, empty elsewhere."""
    delegated = False
    """Somebody else may open this personal box today. Set by `access` for its holder."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], name="one_box_per_address"),
            models.CheckConstraint(condition=models.Q(address=Lower("address")), name="address_in_lower_case"),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(state="active"), name="active_boxes")]

    def __str__(self) -> str:
        return self.address

    def signed_by(self, person: User) -> str:
        """The sender that correspondents read. Of a delegate, both names: nobody writes as somebody else."""
        if self.holder_id in {None, person.pk}:
            return self.display_name
        return f"{person.full_name} (de la part de {self.display_name})"

    @property
    def may_write(self) -> bool:
        """Send, file, delete, mark for all."""
        return self.role in {Role.HOLDER, Role.MANAGER, Role.WRITER}

    @property
    def may_manage(self) -> bool:
        """Say who opens it: the managers of a shared box, the holder of a personal one."""
        return self.role in {Role.HOLDER, Role.MANAGER}


class Role(models.TextChoices):
    HOLDER = "holder"  # of a personal box; never the role of a grant
    MANAGER = "manager"
    WRITER = "writer"
    READER = "reader"


class Grant(models.Model):
    """A right on a box one does not hold: a member of a shared box, a delegate of a personal one.

    A right that ends keeps its row: who could read what, and when.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=7, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    """The last day."""
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    """Taken back, handed over, or left."""
    turned_on = models.DateField(null=True)
    """The day its first or last day was last acted upon (`actions.turn_day`)."""
    suspended = models.BooleanField(default=False)
    """With the account of the person, and back with it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "person"], condition=models.Q(ended_at=None), name="one_right_per_person_and_box"
            ),
            models.CheckConstraint(condition=~models.Q(role=Role.HOLDER), name="nobody_is_granted_to_hold"),
        ]
        indexes = [models.Index(fields=["person"], condition=models.Q(ended_at=None), name="rights_of_person")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.person_id} {self.role}"


class Invitation(models.Model):
    """A right that waits for its person: it becomes a `Grant` when an account with that address is validated."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=7, choices=Role)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    """Both of the right."""
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    """Withdrawn, or taken up."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "email"], condition=models.Q(ended_at=None), name="one_invitation_per_address"
            ),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="invited_in_lower_case"),
        ]
        indexes = [models.Index(fields=["email"], condition=models.Q(ended_at=None), name="invitations_of_address")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.pk} {self.role}"
