from procrastinate.contrib.django import app

from medimail.teamwork import actions


@app.periodic(cron="20 3 * * *")
@app.task(name="teamwork.forget", queueing_lock="teamwork-forget", lock="teamwork-forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    actions.forget()
