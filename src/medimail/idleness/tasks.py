from procrastinate.contrib.django import app

from medimail.idleness.actions import watch


@app.periodic(cron="37 8-18 * * *")
@app.task(name="idleness.watch", queueing_lock="idleness-watch", lock="idleness-watch")
def watch_over(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Each hour of the day: a worker that stood still for a while is late by hours, not by a day."""
    watch()
