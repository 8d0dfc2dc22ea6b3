"""One installation: where it lives, its ports, and the environment its programs read."""

import contextlib
import os
import pwd
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from medimail.engines import account as accounts

# The only secrets made here; Django reads all but the last two by the same names.
SECRETS = (
    "django-key",
    "mail-token-key",
    "database-password",
    "delivery-key",
    "doveadm-key",
    "sealing-key",
    "psc-client-secret",  # an operator with a registration at Pro Santé Connect writes theirs over it
    "mailserver-password",
    "postgres-password",
)
FOLDERS = ("secrets", "run", "log", "work", "mail", "postgres", "dovecot", "postfix", "tls")
PSC_DISCOVERY = "/auth/realms/esante-wallet/.well-known/wallet-openid-configuration"
# A Unix socket path holds 107 bytes; the longest name under the home is Dovecot's, about 40.
LONGEST_HOME = 60
SAFE_PATH = re.compile(r"/[A-Za-z0-9/._+-]*")


@dataclass(frozen=True)
class Site:
    """`durable=False` trades safety against power loss for speed: tests only. `extra` reaches the applications."""

    home: Path
    web_port: int
    account: str = accounts.ACCOUNT
    demo: bool = True
    durable: bool = True
    database: str = "medimail"
    hostname: str = "medimail.localhost"
    relay: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The path is written into four configuration languages that quote in four different ways.
        if not SAFE_PATH.fullmatch(str(self.home)) or len(str(self.home)) > LONGEST_HOME:
            raise ValueError(
                f"the state folder must be an absolute path of at most {LONGEST_HOME} characters, letters, digits "
                f"and /._+- only: {self.home}. Choose another with MEDIMAIL_HOME."
            )

    @property
    def imap_port(self) -> int:
        return self.web_port + 143

    @property
    def sieve_port(self) -> int:
        return self.web_port + 144

    @property
    def names_port(self) -> int:
        """Where Dovecot's index asks what an attachment is called."""
        return self.web_port + 145

    @property
    def doveadm_port(self) -> int:
        """Where the house asks Dovecot to cut connections."""
        return self.web_port + 146

    @property
    def smtp_port(self) -> int:
        return self.web_port + 25

    @property
    def submission_port(self) -> int:
        return self.web_port + 587

    @property
    def sandbox_port(self) -> int:
        return self.web_port + 90

    @property
    def live_port(self) -> int:
        return self.web_port + 92

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def public_url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def run(self) -> Path:
        return self.home / "run"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def policy_socket(self) -> Path:
        return self.run / "policy"

    @property
    def lmtp_socket(self) -> Path:
        return self.run / "dovecot" / "lmtp"

    @property
    def sasl_socket(self) -> Path:
        return self.run / "dovecot" / "sasl"

    def secret(self, name: str) -> str:
        return (self.home / "secrets" / name).read_text()

    def environment(self) -> dict[str, str]:
        return {
            **(self._outside() if self.demo else {}),
            **self.extra,
            "MEDIMAIL_HOME": str(self.home),
            "MEDIMAIL_DEMO": "yes" if self.demo else "no",
            "MEDIMAIL_PUBLIC_URL": self.public_url,
            "MEDIMAIL_DB_HOST": str(self.run),
            "MEDIMAIL_DB_PORT": "5432",
            "MEDIMAIL_DB_NAME": self.database,
            "MEDIMAIL_DB_USER": "medimail",
            "MEDIMAIL_LIVE_URL": f"http://127.0.0.1:{self.live_port}/direct/",
            "MEDIMAIL_IMAP": f"127.0.0.1:{self.imap_port}",
            "MEDIMAIL_SIEVE": f"127.0.0.1:{self.sieve_port}",
            "MEDIMAIL_DOVEADM": f"127.0.0.1:{self.doveadm_port}",
            "MEDIMAIL_SUBMISSION": f"127.0.0.1:{self.submission_port}",
            "MEDIMAIL_SMTP": f"127.0.0.1:{self.smtp_port}",
            "MEDIMAIL_POLICY_SOCKET": str(self.policy_socket),
            "MEDIMAIL_RELAY": self.relay,
        }

    def _outside(self) -> dict[str, str]:
        """The outside world of a demonstration, unless the operator names another."""
        return {
            "MEDIMAIL_SANDBOX_URL": self.sandbox_url,
            "MEDIMAIL_PSC_DISCOVERY": f"{self.sandbox_url}{PSC_DISCOVERY}",
        }


def write_env(site: Site) -> None:
    text = "".join(f"{name}={value}\n" for name, value in site.environment().items())
    write(site, site.home / "site.env", text)


def create_home(site: Site) -> None:
    """The state folder, closed to everyone but the account, and its secrets; what exists is kept."""
    owner = accounts.ensure(site.account)
    site.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chown(site.home, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    for folder in (site.home, *(site.home / name for name in FOLDERS)):
        make_folder(site, folder)
    for name in SECRETS:
        path = site.home / "secrets" / name
        if not path.exists():
            write(site, path, secrets.token_urlsafe(48))


def make_folder(site: Site, folder: Path, mode: int = 0o700) -> None:
    with acting_as(site.account):
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        folder.chmod(mode)


def write(site: Site, path: Path, text: str) -> None:
    """A file is complete or absent: a killed start must not leave half a secret."""
    draft = path.with_name(f".{path.name}.new")
    with acting_as(site.account):
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(text)
        draft.replace(path)


@contextlib.contextmanager
def acting_as(account: str) -> Iterator[None]:
    """Root writes below the home with the account's own rights: a link planted there by the account opens nothing."""
    if os.geteuid():
        yield
        return
    owner = pwd.getpwnam(account)
    os.setegid(owner.pw_gid)
    os.seteuid(owner.pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
