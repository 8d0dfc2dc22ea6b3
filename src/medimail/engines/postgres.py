"""A private PostgreSQL: one cluster, one Unix socket, two roles and no way in without a password."""

import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from medimail.engines.process import Service, open_log
from medimail.engines.render import render
from medimail.engines.site import Site, make_folder, write

# Sentences for the single-user server: a semicolon and an empty line end each (postgres(1), option -j).
TEMPLATE_DATABASE = """
CREATE EXTENSION pg_trgm;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

"""
CLUSTER = """
ALTER ROLE postgres PASSWORD {postgres};

CREATE ROLE medimail LOGIN CREATEDB PASSWORD {medimail};

CREATE ROLE mailserver LOGIN NOINHERIT PASSWORD {mailserver};

CREATE DATABASE {database} OWNER medimail;

REVOKE ALL ON DATABASE postgres FROM PUBLIC;

REVOKE ALL ON DATABASE template1 FROM PUBLIC;

REVOKE ALL ON DATABASE {database} FROM PUBLIC;

GRANT CONNECT ON DATABASE {database} TO mailserver;

"""


def prepare(site: Site) -> None:
    data = _data(site)
    if not data.exists():
        _create(site, data)
    _configure(site, data)


def service(site: Site) -> Service:
    return Service(
        name="postgres",
        argv=[str(_programs() / "postgres"), "-D", str(_data(site))],
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        account=site.account,
        log=site.log / "postgres.log",
        ready=lambda: _answers(site),
        stop=signal.SIGINT,  # fast shutdown: open connections are ended, nothing committed is lost
        cwd=site.home / "postgres",
    )


def connect(site: Site, role: str, database: str | None = None) -> psycopg.Connection:
    names = {"medimail": "database-password", "mailserver": "mailserver-password", "postgres": "postgres-password"}
    return psycopg.connect(
        host=str(site.run), dbname=database or site.database, user=role, password=site.secret(names[role])
    )


def _answers(site: Site) -> bool:
    try:
        with connect(site, "medimail") as link:
            return link.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def _data(site: Site) -> Path:
    return site.home / "postgres" / "data"


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda each: int(each.parts[4]))
    if not found:
        raise FileNotFoundError("no PostgreSQL under /usr/lib/postgresql: install the Debian package postgresql")
    return found[-1].parent


def _create(site: Site, data: Path) -> None:
    # Built aside and renamed when complete: an interrupted first start begins again from nothing.
    draft = data.with_name("draft")
    shutil.rmtree(draft, ignore_errors=True)
    password = site.home / "secrets" / "postgres-password"
    options = ["--username=postgres", f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8"]
    options += ["--locale=C.UTF-8", "--data-checksums", "--no-instructions"]
    options += [] if site.durable else ["--no-sync"]
    _run(site, [str(_programs() / "initdb"), *options, "-D", str(draft)])
    _configure(site, draft)
    _single(site, draft, "template1", TEMPLATE_DATABASE)
    _single(site, draft, "postgres", _cluster_text(site))
    draft.rename(data)


def _cluster_text(site: Site) -> str:
    names = {"postgres": "postgres", "medimail": "database", "mailserver": "mailserver"}
    literals = {role: sql.Literal(site.secret(f"{file}-password")) for role, file in names.items()}
    return sql.SQL(CLUSTER).format(**literals, database=sql.Identifier(site.database)).as_string(None)


def _single(site: Site, data: Path, database: str, text: str) -> None:
    """The single-user server needs no socket and no password, so the first start opens no door to anyone."""
    command = [str(_programs() / "postgres"), "--single", "-j", "-D", str(data), "-c", "exit_on_error=on", database]
    _run(site, command, text)


def _run(site: Site, command: list[str], text: str = "") -> None:
    with open_log(site.log / "postgres.log", site.account) as output:
        subprocess.run(
            command,
            input=text.encode(),
            stdout=output,
            stderr=output,
            cwd=site.home / "postgres",
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            user=site.account,
            group=site.account,
            extra_groups=[],
            check=True,
        )


def _configure(site: Site, data: Path) -> None:
    render(site, "postgresql.conf", data / "postgresql.conf", durable="on" if site.durable else "off")
    write(site, data / "pg_hba.conf", "local all all scram-sha-256\n")
    make_folder(site, site.run)
