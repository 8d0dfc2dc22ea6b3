"""A throw-away PostgreSQL for the unit tests, started before Django reads its settings (`-p tests.private_postgres`).

xdist's workers inherit the environment of the first process, so they find the cluster already running.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from medimail.engines.postgres import connect
from medimail.engines.site import Site
from medimail.engines.stack import running

_cleanup = ExitStack()


def _start() -> None:
    atexit.register(_cleanup.close)  # pytest's own hooks do not run when collection breaks early
    home = Path(tempfile.mkdtemp(prefix="medimail-unit-"))
    _cleanup.callback(shutil.rmtree, home, ignore_errors=True)
    site = Site(home=home, web_port=1, demo=True, durable=False)  # no port is opened: PostgreSQL alone, on a socket
    _cleanup.enter_context(running(site, ["postgres"]))
    with connect(site, "postgres", "postgres") as link:
        link.execute("GRANT CONNECT ON DATABASE postgres TO medimail")  # Django makes its test database from there
    os.environ.update(site.environment())
    collect = [sys.executable, "-m", "medimail", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, check=True, env={**os.environ, "PYTHONPATH": "src"})


if "MEDIMAIL_DB_HOST" not in os.environ:
    _start()
