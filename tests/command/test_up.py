"""The one command: what it refuses, what it leaves, what it keeps."""

import json
import re
import signal
import socket
import stat
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from medimail.engines.view import own_folder
from tests.house_fixture import House, begin, eventually, free_port, new_home, standing

QUICK = 30.0  # seconds; the second start installs, migrates and loads nothing


@pytest.fixture
def home() -> Iterator[Path]:
    with new_home() as folder:
        yield folder


def refused(house: House) -> str:
    """The sentence of a start that must fail, once it has failed."""
    assert house.process.wait(timeout=60) == 1, house.output
    return house.output.strip().splitlines()[-1]


@pytest.mark.parametrize(("offset", "what"), [(143, "IMAP"), (90, "stand-in of Pro Santé Connect")])
def test_a_taken_port_is_named(home: Path, offset: int, what: str) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port + offset)):
        assert f"Port {port + offset} ({what}) is already in use" in refused(begin(home, port))
    assert not (home / "postgres").exists()


@pytest.mark.parametrize("port", [0, 65000])
def test_an_impossible_port_is_explained(home: Path, port: int) -> None:
    assert "choose a port between" in refused(begin(home, port))


def test_an_empty_start_needs_its_operator(home: Path) -> None:
    assert "MEDIMAIL_OPERATOR_EMAIL" in refused(begin(home, free_port(), "--no-demo"))


def test_an_empty_start_has_one_operator_and_no_demonstration(home: Path) -> None:
    with standing(home, "--no-demo", MEDIMAIL_OPERATOR_EMAIL="operatrice@exemple.fr") as house:
        assert "operatrice@exemple.fr" in house.output
        assert not (home / "demo-accounts.json").exists()
        assert "MEDIMAIL_DEMO=no" in (home / "site.env").read_text()
        assert "sandbox" not in house.output, "nobody signs in to a real house with an invented card"
        assert "PSC_DISCOVERY" not in (home / "site.env").read_text()
    with standing(home) as house:
        assert "MEDIMAIL_DEMO=no" in (home / "site.env").read_text(), (
            "a forgotten option must not open the demonstration"
        )


def test_a_folder_of_someone_else_is_left_alone(home: Path) -> None:
    home.mkdir()
    (home / "thesis.txt").write_text("mine")
    assert "not a Medimail state folder" in refused(begin(home, free_port()))
    assert (home / "thesis.txt").read_text() == "mine"


def test_a_full_disk_is_said(home: Path) -> None:
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "medimail-test", str(home)], check=True)
    try:
        assert "MB are free" in refused(begin(home, free_port()))
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_a_stranger_is_told_to_use_root(home: Path) -> None:
    command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/usr/bin/python3", "medimail", "up"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "needs root" in done.stderr) == (1, True), done.stderr


def test_a_second_up_waits_outside(house: House) -> None:
    second = begin(house.home, free_port())
    assert "already running" in refused(second)
    assert house.healthy()


def test_state_and_secrets_are_closed(house: House) -> None:
    assert stat.S_IMODE(house.home.stat().st_mode) == 0o700
    for secret in [*(house.home / "secrets").iterdir(), house.home / "demo-accounts.json", house.home / "site.env"]:
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600, secret


def test_only_our_own_settings_are_taken_from_the_state_folder(house: House) -> None:
    """The engines' account can write there; what it writes must not run as root."""
    settings = house.home / "site.env"
    text = settings.read_bytes()
    try:
        settings.write_bytes(text + b"DJANGO_SETTINGS_MODULE=planted\n\xff\0\n")
        assert "[X] 0001_initial" in house.manage("showmigrations", "mailboxes")
    finally:
        settings.write_bytes(text)


def test_the_table_shows_where_and_who(house: House) -> None:
    for account in json.loads((house.home / "demo-accounts.json").read_text()):
        assert account["email"] in house.output
        assert account["password"] in house.output
    assert f"{house.url}/" in house.output
    assert re.search(r"sandbox +ready", house.output)


def test_the_outside_world_of_the_demonstration_answers_to_this_house(house: House) -> None:
    assert f"MEDIMAIL_SANDBOX_URL={house.outside[0].rstrip('/')}\n" in (house.home / "site.env").read_text()
    back = urllib.parse.quote(f"{house.url}/connexion/avec/psc/retour/", safe="")
    asked = f"client_id=medimail&redirect_uri={back}&response_type=code&scope=openid&code_challenge=x"
    for address in house.outside:
        known = f"{address}wallet/auth?{asked}&code_challenge_method=S256"
        assert "aucune vraie carte" in urllib.request.urlopen(known, timeout=10).read().decode()


def test_stop_leaves_nothing_and_start_keeps_everything(home: Path) -> None:
    with standing(home) as first:
        accounts = (home / "demo-accounts.json").read_text()
        assert first.stop(signal.SIGTERM) == 0
    began = time.monotonic()
    with standing(home) as second:
        assert time.monotonic() - began < QUICK
        assert (home / "demo-accounts.json").read_text() == accounts
        assert "Loading the demonstration" not in second.output
        assert second.stop(signal.SIGINT) == 0


def test_a_stop_in_the_middle_of_the_first_start_can_be_repeated(home: Path) -> None:
    house = begin(home, free_port())
    eventually(lambda: "Bringing the database" in house.output, lambda: house.output)
    assert house.stop() == 0
    with standing(home) as second:
        assert second.accounts


def test_a_closed_folder_with_an_odd_name_is_no_obstacle(home: Path) -> None:
    """The newcomer's clone lies under /root (0700), where the engines' account cannot go."""
    home.parent.chmod(0o700)
    with standing(home.parent / "état de santé") as house:
        assert "[X] 0001_initial" in house.manage("showmigrations", "mailboxes")
        shown = f"{own_folder(house.home)}/state"
        assert shown in Path(f"/proc/{house.process.pid}/mounts").read_text()
        assert shown not in Path("/proc/self/mounts").read_text(), "nobody else sees the view"
