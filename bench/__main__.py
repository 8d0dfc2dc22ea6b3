"""`./medimail bench [mail | directory | webmail]`: a durable house, measures, Markdown tables on standard output."""

import argparse
import sys
from functools import partial

from imapclient import IMAPClient

from bench import directory, post, webmail
from bench.measure import measure, table
from bench.visitor import Visitor
from tests.house_fixture import Account, House, new_home, standing

PAGE_FETCH = ["UID", "FLAGS", "INTERNALDATE", "BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)]", "PREVIEW"]
PEER_FETCH = ["UID", "FLAGS", "ENVELOPE", "BODYSTRUCTURE"]
ROWS = 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="medimail bench")
    parser.add_argument("what", nargs="?", choices=("mail", "directory", "webmail"), default="mail")
    parser.add_argument("--professionals", type=int, default=directory.FULL, help="in the directory")
    parser.add_argument("--big", type=int, default=50_000, help="messages in the big mailbox")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--messages", type=int, default=webmail.FULL, help="in the inbox of the webmail's bench")
    parser.add_argument("--pages", type=int, default=10_000, help="asked while the memory is watched; 0: not watched")
    parser.add_argument("--home", default="", help="a house filled once and kept for later runs of the webmail")
    parser.add_argument("--no-index", action="store_true", help="no searches: the index takes most of the time")
    options = parser.parse_args()
    if options.what == "directory":
        directory.main(options.professionals)
        return 0
    if options.what == "webmail":
        webmail.main(options.messages, options.rounds, options.pages, options.home, index=not options.no_index)
        return 0
    with new_home() as home, standing(home, MEDIMAIL_DURABLE="yes", MEDIMAIL_LOGIN_RATE="1000/m/ip") as house:
        doctor, pharmacist = house.accounts["doctor"], house.accounts["pharmacist"]
        sys.stdout.write(sending(house, doctor, pharmacist, options.rounds) + "\n")
        sys.stdout.write(reading(house, pharmacist, options.big, options.rounds) + "\n")
    return 0


def sending(house: House, sender: Account, recipient: Account, rounds: int) -> str:
    """From the decision to send to a message in the other person's inbox."""
    assert sender.mailbox
    assert recipient.mailbox
    watched = post.inbox(house, recipient.mailbox)
    visitor = signed_in(house, sender)
    straight = post.submission_floor(house, sender.mailbox, recipient.mailbox)
    floor = measure("Postfix submission → Dovecot inbox, no application", post.delivery(watched, straight), rounds)
    ours = measure(
        "composer posted → inbox", post.delivery(watched, partial(compose, visitor, recipient.mailbox)), rounds
    )
    return table("A message, from « Envoyer » to the other inbox", floor, [ours])


def compose(visitor: Visitor, recipient: str) -> None:
    page = visitor.get(f"{visitor.home}ecrire/")
    visitor.post(f"{visitor.home}ecrire/", page, to=recipient, subject="bench", text="Bonjour.\n" * 20, act="envoyer")


def reading(house: House, holder: Account, big: int, rounds: int) -> str:
    assert holder.mailbox
    client = post.inbox(house, holder.mailbox)
    visitor = signed_in(house, holder)
    show = partial(visitor.get, f"{visitor.home}reception/")
    post.fill(client, holder.mailbox, ROWS)
    small = measure(f"inbox page, about {ROWS} messages", lambda: ignore(show()), rounds)
    post.fill(client, holder.mailbox, big)
    large = measure(f"inbox page, {big:,} messages", lambda: ignore(show()), rounds)
    peer = measure("stock client, ENVELOPE and BODYSTRUCTURE of 50 rows", partial(newest, client, PEER_FETCH), rounds)
    floor = measure(
        "50 rows of headers and previews on an open connection", partial(newest, client, PAGE_FETCH), rounds
    )
    return table(
        f"The inbox page ({large.median / small.median:.2f} times the small one's cost)", floor, [peer, small, large]
    )


def newest(client: IMAPClient, items: list[str]) -> None:
    total = client.select_folder("INBOX")[b"EXISTS"]
    client.use_uid = False
    client.fetch(range(max(1, total - ROWS + 1), total + 1), items)
    client.use_uid = True


def signed_in(house: House, account: Account) -> Visitor:
    visitor = Visitor(house.url)
    visitor.sign_in(account.email, account.password)
    return visitor


def ignore(_page: str) -> None:
    """A measure returns nothing."""


if __name__ == "__main__":
    sys.exit(main())
