"""What one web process weighs after many pages, and after files of 30 MB went up and down."""

import re
import secrets
from pathlib import Path

from bench.letters import attached
from bench.mailbox import Filled
from bench.ours import Ours
from bench.wire import Wire
from tests.house_fixture import House

HEAVY = 30 * 1000 * 1000
ROOM = {"MEDIMAIL_MAX_ATTACHMENTS_BYTES": str(HEAVY + 1_000_000)}
_TIMES = 10
_FIGURE = re.compile(r"Vm(RSS|HWM):\s+(\d+) kB")


def table(house: House, box: Filled, pages: int) -> str:
    web = house.part("web").pid
    visitor = Ours(house.port, house.accounts["pharmacist"])
    rows = [("before", _weight(web))]
    uids = box.by_kind["html"] + box.by_kind["large"] + box.by_kind["inline"]
    for number in range(pages // 3):
        visitor.list_page(1 + number % 20)
        visitor.open(uids[number % len(uids)])  # two pages: the message and its frame
    rows.append((f"after {pages:,} pages", _weight(web)))
    heavy = _with_heavy(house, box.address)
    for _ in range(_TIMES):
        visitor.open(heavy)
        assert visitor.download(heavy) == HEAVY
    rows.append((f"after a file of 30 MB was read {_TIMES} times", _weight(web)))
    for _ in range(_TIMES):
        visitor.upload(secrets.token_bytes(HEAVY))
    rows.append((f"after {_TIMES} drafts with a file of 30 MB", _weight(web)))
    head = "\n### One web process\n\n| | now | at most |\n|---|---|---|"
    return "\n".join([head, *(f"| {what} | {now} MB | {most} MB |" for what, (now, most) in rows)])


def _with_heavy(house: House, address: str) -> int:
    wire = Wire(house, address)
    wire.append("INBOX", [attached(address, secrets.token_bytes(HEAVY))])
    found = wire.ask("STATUS INBOX (UIDNEXT)")
    return int(found.split(b"UIDNEXT ")[1].split(b")")[0]) - 1


def _weight(pid: int) -> tuple[int, int]:
    found = dict(_FIGURE.findall(Path(f"/proc/{pid}/status").read_text()))
    return int(found["RSS"]) // 1024, int(found["HWM"]) // 1024
