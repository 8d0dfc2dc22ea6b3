from procrastinate.contrib.django import app

from medimail.publication.actions import forget, retry_refused
from medimail.publication.drivers import deliver


@app.periodic(cron="* * * * *")
@app.task(name="publication.tell", queueing_lock="tell-directory", lock="tell-directory")
def tell(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """What the national directory must learn, by the driver of this house."""
    deliver()


@app.periodic(cron="41 5 * * *")
@app.task(name="publication.try_again", queueing_lock="tell-refused", lock="tell-refused")
def try_again(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """What was refused yesterday may be known today: a person whom the national directory had not listed yet."""
    retry_refused()
    forget()
