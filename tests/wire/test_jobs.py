"""The queue of jobs: what a killed worker left marked as running goes on, what is over is forgotten."""

import json
import uuid

from tests.house_fixture import House, eventually
from tests.wire.site import inside

LEAVE = """
from django.db import connection
add = "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status, args) " \\
      "VALUES ('default', %s, %s, %s, %s, %s) RETURNING id"
left = [
    ("mail.sweep", "killed-sweep", "killed-sweep", "doing", '{"timestamp": 0}'),
    ("mail.sweep", "killed-sweep", "killed-sweep", "todo", '{"timestamp": 0}'),
    ("mail.file_sent", None, None, "doing", '{"outbox_id": 0}'),
]
with connection.cursor() as cursor:
    for row in left:
        cursor.execute(add, row)
        print(cursor.fetchone()[0], end=" ")
"""
FREE = "from medimail.config.jobs import free_orphans\nfree_orphans.defer(timestamp=0)"
STATES = """
import json
from procrastinate.contrib.django.models import ProcrastinateJob
print(json.dumps([ProcrastinateJob.objects.get(pk=pk).status for pk in [{ids}]]))
"""


def test_what_they_held_back_runs_again(house: House) -> None:
    ids = ", ".join(inside(house, LEAVE).split())

    def states() -> list[str]:
        found: list[str] = json.loads(inside(house, STATES.format(ids=ids)).splitlines()[-1])
        return found

    inside(house, FREE)
    eventually(lambda: states() == ["failed", "succeeded", "succeeded"], patience=40)


OLD = """
from datetime import timedelta
from django.db import connection
from django.utils import timezone
from medimail.accounts.models import Session
from medimail.config.jobs import forget_old
for key, days in (("{name}-old", -1), ("{name}-new", 1)):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
with connection.cursor() as cursor:
    for hours in (100, 1):
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
                       "VALUES ('default', '{name}', 'succeeded') RETURNING id")
        job = cursor.fetchone()[0]
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [job])
        cursor.execute("INSERT INTO procrastinate_events (job_id, type, at) "
                       "VALUES (%s, 'succeeded', now() - make_interval(hours => %s))", [job, hours])
forget_old.defer(timestamp=0)
"""
KEPT = """
from medimail.accounts.models import Session
from procrastinate.contrib.django.models import ProcrastinateJob
print(Session.objects.filter(session_key__startswith="{name}").count(),
      ProcrastinateJob.objects.filter(task_name="{name}").count())
"""


def test_what_is_over_is_forgotten_and_the_rest_stays(house: House) -> None:
    name = uuid.uuid4().hex[:10]
    inside(house, OLD.format(name=name))
    eventually(lambda: inside(house, KEPT.format(name=name)).split() == ["1", "1"], patience=40)
