from procrastinate.contrib.django import app

from medimail.enrolment.actions import expire_unconfirmed


@app.periodic(cron="*/10 * * * *")
@app.task(name="enrolment.expire", queueing_lock="expire", lock="expire")
def expire(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Links that nobody followed in time: the person is told, and may ask for another."""
    expire_unconfirmed()
