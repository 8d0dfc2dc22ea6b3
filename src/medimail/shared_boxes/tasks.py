from procrastinate.contrib.django import app

from medimail.shared_boxes.actions import close_due


@app.periodic(cron="23 3 * * *")
@app.task(name="shared_boxes.close_due", queueing_lock="close_due", lock="close_due")
def close_boxes(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    close_due()
