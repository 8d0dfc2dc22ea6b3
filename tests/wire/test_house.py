"""The standing house as the operator's engineer sees it: its health, and what the mail servers may read."""

import json
import urllib.request

import psycopg
import pytest

from tests.house_fixture import House

VIEWS = {"domains", "mailboxes", "rights", "sender_rights"}


def as_mailserver(house: House) -> psycopg.Connection:
    password = (house.home / "secrets/mailserver-password").read_text().strip()
    return psycopg.connect(host=str(house.home / "run"), dbname="medimail", user="mailserver", password=password)


def test_every_part_of_a_standing_house_is_well(house: House) -> None:
    with urllib.request.urlopen(f"{house.url}/healthz") as answer:
        parts = json.load(answer)
    assert parts == dict.fromkeys(("status", "database", "imap", "smtp", "policy", "worker", "allow_list"), "ok")


def test_the_mail_servers_read_the_views(house: House) -> None:
    with as_mailserver(house) as link:
        [count] = link.execute("SELECT count(*) FROM mailserver.mailboxes WHERE external").fetchone() or [0]
    assert count >= 2


def test_the_mail_servers_read_and_change_nothing_else(house: House) -> None:
    with as_mailserver(house) as link:
        everything = link.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
            "AND n.nspname !~ '^pg_'"
        ).fetchall()
        allowed = {name for schema, name in everything if may(link, schema, name, "SELECT")}
        writable = {name for schema, name in everything if may(link, schema, name, "INSERT, UPDATE, DELETE, TRUNCATE")}
    assert (allowed, writable) == (VIEWS, set())
    assert {"accounts_user", "audit_trace", "mailboxes_mailbox"} <= {name for _, name in everything}


def may(link: psycopg.Connection, schema: str, name: str, right: str) -> bool:
    query = "SELECT has_schema_privilege(%(schema)s, 'USAGE') AND has_table_privilege(%(table)s, %(right)s)"
    row = link.execute(query, {"schema": schema, "table": f'"{schema}"."{name}"', "right": right}).fetchone()
    return bool(row and row[0])


@pytest.mark.parametrize("table", ["accounts_user", "accounts_session", "notifications_letter"])
def test_a_table_is_refused_to_them(house: House, table: str) -> None:
    with as_mailserver(house) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(psycopg.sql.SQL("SELECT * FROM public.{}").format(psycopg.sql.Identifier(table)))
