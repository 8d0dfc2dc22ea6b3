"""A token opens the mailbox it names, for two minutes, and nothing else."""

import contextlib
import imaplib

import pytest

from medimail.engines.site import Site
from medimail.lib import mail_token
from medimail.lib.doveadm import NotCut, kick
from tests.engines import wire
from tests.house_fixture import eventually


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


def test_who_has_no_right_any_more_opens_nothing_with_a_token_of_before(site: Site) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        wire.imap(site, wire.ANNE, wire.token(site, wire.ANNE, person="gone"))


def test_a_writer_files_and_a_reader_only_marks_as_seen(site: Site) -> None:
    for person, allowed in (("writes", "OK"), ("reads", "NO")):
        with wire.imap(site, wire.ANNE) as house:
            house.append("INBOX", "", "", wire.letter(wire.LUC, wire.ANNE, f"acl-{person}"))
        with wire.imap(site, wire.ANNE, wire.token(site, wire.ANNE, person=person)) as link:
            link.select()
            uid = link.uid("SEARCH", "SUBJECT", f"acl-{person}")[1][0].decode()
            link.uid("STORE", uid, "+FLAGS", "(\\Seen)")
            link.uid("STORE", uid, "+FLAGS", "(\\Flagged \\Deleted)")
            flags = link.uid("FETCH", uid, "(FLAGS)")[1][0]
            assert b"\\Seen" in flags
            assert (b"\\Flagged" in flags) == (b"\\Deleted" in flags) == (allowed == "OK")
            assert link.append("Sent", "", "", wire.letter(wire.ANNE, wire.LUC, "x"))[0] == allowed
            assert link.create(f"Dossier {person}".replace(" ", "-"))[0] == allowed
            assert link.uid("MOVE", uid, "Archive")[0] == allowed
            assert link.status("INBOX", "(UNSEEN)")[0] == "OK"


@pytest.mark.parametrize(("person", "code"), [("writes", 250), ("reads", 553), ("gone", 553)])
def test_only_who_writes_submits(site: Site, person: str, code: int) -> None:
    with wire.submission(site, wire.ANNE, person=person) as link:
        link.mail(wire.ANNE)
        assert link.rcpt(wire.LUC)[0] == code


def test_connections_of_a_box_are_cut_and_those_of_others_are_not(site: Site) -> None:
    anne, luc = wire.imap(site, wire.ANNE), wire.imap(site, wire.LUC)

    def hung_up() -> bool:
        # Dovecot counts a connection a moment after its sign-in.
        kick("127.0.0.1", site.doveadm_port, site.secret("doveadm-key"), wire.ANNE)
        with contextlib.suppress(imaplib.IMAP4.abort):
            anne.noop()
            return False
        return True

    eventually(hung_up)
    assert luc.noop()[0] == "OK"
    luc.logout()
    kick("127.0.0.1", site.doveadm_port, site.secret("doveadm-key"), wire.ANNE)  # nobody there


def test_without_the_key_nothing_is_cut(site: Site) -> None:
    with pytest.raises(NotCut):
        kick("127.0.0.1", site.doveadm_port, "wrong", wire.ANNE)
