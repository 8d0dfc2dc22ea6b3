"""A token opens the mailbox it names, for two minutes, and nothing else."""

import imaplib

import pytest

from medimail.engines.site import Site
from medimail.lib import mail_token
from tests.engines import wire


def test_a_token_opens_its_mailbox_and_its_folders(site: Site) -> None:
    link = wire.imap(site, wire.ANNE)
    _, lines = link.list()
    link.logout()
    listed = b"\n".join(lines).decode()
    for use, name in [("Drafts", "Drafts"), ("Sent", "Sent"), ("Archive", "Archive"), ("Junk", "Junk")]:
        assert f'\\{use}) "/" {name}' in listed
    assert '\\Trash) "/" Trash' in listed


def test_a_token_opens_no_other_mailbox(site: Site) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, wire.LUC, wire.token(site, wire.ANNE))


def test_an_expired_token_opens_nothing(site: Site) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, wire.ANNE, wire.token(site, wire.ANNE, lifetime=-1))


def test_an_altered_token_opens_nothing(site: Site) -> None:
    head, body, signature = wire.token(site, wire.ANNE).split(".")
    other = wire.token(site, wire.LUC).split(".")[1]
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, wire.LUC, f"{head}.{other}.{signature}")
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, wire.ANNE, f"{head}.{body}.")


def test_a_token_of_another_key_opens_nothing(site: Site) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, wire.ANNE, mail_token.issue(b"k" * 48, wire.ANNE, "test@example.org"))


def test_an_unknown_mailbox_opens_nothing(site: Site) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, "personne@pharmacien.example")


def test_passwords_are_not_a_way_in(site: Site) -> None:
    link = imaplib.IMAP4("127.0.0.1", site.imap_port, timeout=20)
    with pytest.raises(imaplib.IMAP4.error):
        link.login(wire.ANNE, wire.token(site, wire.ANNE))
    link.shutdown()
