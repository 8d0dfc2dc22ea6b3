"""The role of the mail servers reads four views and nothing else."""

import psycopg
import pytest
from psycopg import sql

from medimail.engines import postgres
from medimail.engines.site import Site


@pytest.mark.parametrize("view", ["domains", "mailboxes", "rights", "sender_rights"])
def test_mailserver_reads_the_views(site: Site, view: str) -> None:
    with postgres.connect(site, "mailserver") as link:
        assert link.execute(sql.SQL("SELECT * FROM mailserver.{}").format(sql.Identifier(view))).fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM public.mailbox",
        "DELETE FROM mailserver.domains",
        "CREATE TABLE mailserver.mine (x int)",
        "CREATE TEMP TABLE mine (x int)",
        "CREATE TABLE public.mine (x int)",
        "SELECT rolpassword FROM pg_authid",
        "SET ROLE medimail",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_mailserver_may_do_nothing_else(site: Site, statement: str) -> None:
    with postgres.connect(site, "mailserver") as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_mailserver_opens_no_other_database(site: Site, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        postgres.connect(site, "mailserver", database)


def test_a_wrong_password_opens_nothing(site: Site) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(site.run), dbname="medimail", user="postgres", password="wrong")


def test_the_extension_of_typing_mistakes_exists_in_a_new_database(site: Site) -> None:
    with postgres.connect(site, "medimail") as link:
        link.autocommit = True
        link.execute("CREATE DATABASE fresh")
    with postgres.connect(site, "medimail", "fresh") as link:
        assert link.execute("SELECT public.similarity('a', 'a')").fetchone() == (1.0,)
