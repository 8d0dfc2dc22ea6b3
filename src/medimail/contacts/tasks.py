from procrastinate.contrib.django import app

from medimail.contacts import actions


# The import of the morning begins at 6:17 and may take half an hour.
@app.periodic(cron="27 7 * * *")
@app.task(name="contacts.review", queueing_lock="review-contacts", lock="review-contacts")
def review(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Which addresses came into the directory or left it."""
    actions.review()
