from procrastinate.contrib.django import app

from medimail.audit.actions import forget_old, seal


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit-seal", lock="audit-seal")
def seal_traces(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    seal()


@app.periodic(cron="53 3 * * *")
@app.task(name="audit.forget", queueing_lock="audit-forget", lock="audit-forget")
def forget_traces(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    forget_old()
