import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils import timezone

from medimail.lib.region_calendar import Place, place

LENGTHS = (15, 20, 30, 45, 60, 90, 120)
BY_PHONE = "Par téléphone. L’agent appelle au numéro que vous avez donné, ou vous écrit si vous n’en avez pas donné."


class TsTzRange(models.Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Agenda(models.Model):
    """When one agent of a region may be booked. The region is that of `servicedesk.Administrator`."""

    agent = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda")
    published = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(default=30)
    notice_hours = models.PositiveSmallIntegerField(default=24)
    weeks_ahead = models.PositiveSmallIntegerField(default=4)
    meeting = models.CharField(max_length=300, default=BY_PHONE)
    """How agent and visitor meet, in words."""
    alsace_moselle = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agenda_within_reason",
                condition=models.Q(minutes__range=(15, 120), notice_hours__lte=336, weeks_ahead__range=(1, 8)),
            )
        ]

    def __str__(self) -> str:
        return f"agenda of {self.agent_id}"


class Hours(models.Model):
    """One range of one weekday (0 is Monday), on the clock of the region."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hours_of_a_week", condition=models.Q(weekday__lte=6, ends__gt=models.F("starts"))
            )
        ]
        ordering = ["weekday", "starts"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}–{self.ends}"


class Closure(models.Model):
    """Days without appointments, both included. The reason is for the agent alone."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="closures")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="closure_ends_after_it_starts", condition=models.Q(last__gte=models.F("first")))
        ]
        ordering = ["first"]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class Appointment(models.Model):
    """One hour promised to one visitor, who may have no account yet.

    A date moved keeps its row, so that its link and its place in the visitor's calendar stay the same.
    """

    class State(models.TextChoices):
        BOOKED = "booked"
        CANCELLED = "cancelled"

    class Subject(models.TextChoices):
        PERSONAL = "personal", "Créer ma BAL individuelle"
        SHARED = "shared", "Créer une BAL organisationnelle"
        CONFIRMATION = "confirmation", "Je n’ai pas reçu le message de confirmation"
        IDENTIFIER = "identifier", "Mon numéro RPPS ou ADELI"
        FORM = "form", "Remplir le formulaire d’inscription"
        WAITING = "waiting", "Où en est ma demande"
        OTHER = "other", "Autre question sur Medimail"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.UUIDField(unique=True)
    """Which page was sent: a second click finds the appointment of the first."""
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    region_code = models.CharField(max_length=3)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    meeting = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    sequence = models.PositiveIntegerField(default=0)
    """Of the calendar file (RFC 5545, 3.8.7.4): a newer one replaces the older."""
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=20, choices=Subject)
    words = models.TextField(blank=True)
    farewell = models.TextField(blank=True)
    """What the agent wrote when cancelling."""
    made_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True)
    """Set at once when the day before has already begun: the confirmation is the reminder."""
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_appointment_at_a_time",
                expressions=[
                    ("agent", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state="booked"),
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["region_code", "starts_at"], name="appointments_of_region"),
            models.Index(fields=["email", "starts_at"], name="appointments_of_address"),
            models.Index(fields=["visitor", "starts_at"], name="appointments_of_visitor"),
            models.Index(
                fields=["starts_at"],
                condition=models.Q(state="booked", reminded_at__isnull=True),
                name="appointments_to_remind",
            ),
            models.Index(
                fields=["starts_at"], condition=models.Q(erased_at__isnull=True), name="appointments_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_coming(self) -> bool:
        """Neither begun nor cancelled: it may still change."""
        return self.state == self.State.BOOKED and self.starts_at > timezone.now()

    @property
    def place(self) -> Place:
        return place(self.region_code)
