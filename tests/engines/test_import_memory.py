"""The import reads as a stream: its memory does not follow the size of the nation."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from medimail.demo.nation import write
from tests.house_fixture import ROOT

_COMMAND = (
    "import sys; from django.core.management import call_command; import django; django.setup()\n"
    "call_command('import_directory', *sys.argv[1:])\n"
    "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
)


@pytest.mark.django_db
def test_the_tables_are_there() -> None:
    """pytest-django makes them only in a run that has such a test."""


def test_a_large_import_stays_small_in_memory(copied_database: str, tmp_path: Path) -> None:
    files = write(tmp_path, professionals=200_000, date="202611230600")
    environment = {
        **os.environ,
        "MEDIMAIL_DB_NAME": str(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "medimail.config.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", _COMMAND, *map(str, files)],
        cwd=ROOT / "src", env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(re.findall(r"lines; [1-9]", run.stdout)) == len(files)
    assert int(run.stdout.split()[-1]) / 1024 < 300
