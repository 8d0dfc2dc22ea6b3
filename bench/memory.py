"""What one web process weighs after many pages, and after files of 30 MB went up and down."""

import re
from pathlib import Path

from bench.mailbox import Filled
from bench.ours import Ours
from tests.house_fixture import House

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
    head = "### One web process\n\n| | now | at most |\n|---|---|---|"
    return "\n".join([head, *(f"| {what} | {now} MB | {most} MB |" for what, (now, most) in rows)])


def _weight(pid: int) -> tuple[int, int]:
    found = dict(_FIGURE.findall(Path(f"/proc/{pid}/status").read_text()))
    return int(found["RSS"]) // 1024, int(found["HWM"]) // 1024
