from procrastinate.contrib.django import app

from medimail.contacts import actions


@app.periodic(cron="27 5 * * *")
@app.task(name="contacts.review", queueing_lock="review-contacts", lock="review-contacts")
def review(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """After the import of the night."""
    actions.review()
