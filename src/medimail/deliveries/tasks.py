from procrastinate.contrib.django import app

from medimail.deliveries import reminding


@app.periodic(cron="*/5 * * * *")
@app.task(name="deliveries.remind", queueing_lock="deliveries-remind", lock="deliveries-remind")
def remind(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    reminding.pass_by()
