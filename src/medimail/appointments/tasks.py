from django.utils import timezone
from procrastinate.contrib.django import app

from medimail.appointments.actions import DAY_BEFORE, erase_old, remind
from medimail.appointments.models import Appointment

_PER_PASS = 200


@app.periodic(cron="*/10 * * * *")
@app.task(name="appointments.remind_all", queueing_lock="remind-appointments", lock="remind-appointments")
def remind_all(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """One day ahead, at the same hour: agents work in the daytime, so the letter arrives in the daytime."""
    now = timezone.now()
    near = Appointment.objects.filter(state=Appointment.State.BOOKED, reminded_at__isnull=True)
    for pk in near.filter(starts_at__range=(now, now + DAY_BEFORE)).values_list("pk", flat=True)[:_PER_PASS]:
        remind(pk)


@app.periodic(cron="43 3 * * *")
@app.task(name="appointments.forget_visitors", queueing_lock="forget-visitors", lock="forget-visitors")
def forget_visitors(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    erase_old()
