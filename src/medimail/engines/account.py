"""The system account that runs the engines: no password, no shell, no home."""

import pwd
import shutil
import subprocess

from medimail.engines.console import Refusal

ACCOUNT = "medimail"


def ensure(name: str = ACCOUNT) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        pass
    command = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if command is None:
        raise Refusal(f"the system account {name} is missing and useradd is not installed. Create it, then run again.")
    made = subprocess.run(
        [command, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise Refusal(f"the system account {name} could not be created: {made.stderr.strip()}")
    return pwd.getpwnam(name)
