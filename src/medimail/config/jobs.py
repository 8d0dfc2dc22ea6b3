"""Keeps the queue of jobs itself in order; what the rooms do in the background stands in their `tasks.py`."""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from medimail.accounts.session_store import SessionStore

_SILENCE = 60.0  # seconds without a heartbeat, as on the health page
_KEPT_HOURS = 72


@app.periodic(cron="* * * * *")
@app.task(name="jobs.free_orphans", queueing_lock="free-orphans", pass_context=True)
async def free_orphans(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """A killed worker leaves its jobs marked as running: their locks would hold back every later sweep for ever.

    This task has no lock itself, or it could be held back too.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=_SILENCE):
        if job.id and job.queueing_lock:
            # Asked again each minute or by the sweep, and a twin may already wait: the queue takes no second one.
            await jobs.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
        else:
            await jobs.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.forget_old", queueing_lock="forget-old", pass_context=True)
async def forget_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Finished jobs and ended sessions would otherwise pile up for ever."""
    await context.app.job_manager.delete_old_jobs(nb_hours=_KEPT_HOURS, include_failed=True)
    await SessionStore.aclear_expired()
