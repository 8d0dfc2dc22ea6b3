"""`python -m medimail COMMAND`: Django's management commands."""

import os
import sys

from django.core.management import execute_from_command_line

from medimail.config.env import SettingError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medimail.config.settings")
    try:
        execute_from_command_line(["medimail", *sys.argv[1:]])
    except SettingError as error:
        sys.exit(f"medimail: {error}. Correct it and run again; `./medimail up` makes what is missing.")
