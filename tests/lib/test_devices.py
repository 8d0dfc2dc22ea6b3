import time

import pytest

from medimail.lib.devices import UNKNOWN, device_of

GECKO = "Mozilla/5.0 ({}) Gecko/20100101 Firefox/128.0"
WEBKIT = "Mozilla/5.0 ({}) AppleWebKit/605.1.15 (KHTML, like Gecko) {}"


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (GECKO.format("Windows NT 10.0; Win64; x64; rv:128.0"), "Firefox sur Windows"),
        (GECKO.format("X11; Ubuntu; Linux x86_64; rv:128.0"), "Firefox sur Ubuntu"),
        (WEBKIT.format("Macintosh; Intel Mac OS X 10_15_7", "Version/17.5 Safari/605.1.15"), "Safari sur Mac"),
        (
            WEBKIT.format("iPhone; CPU iPhone OS 17_5 like Mac OS X", "Version/17.5 Mobile/15E148 Safari/604.1"),
            "Safari sur iPhone",
        ),
        (WEBKIT.format("iPad; CPU OS 17_5 like Mac OS X", "CriOS/126 Mobile/15E148 Safari/604.1"), "Chrome sur iPad"),
        (WEBKIT.format("Linux; Android 14; SM-S911B", "Chrome/126.0.0.0 Mobile Safari/537.36"), "Chrome sur Android"),
        (WEBKIT.format("Windows NT 10.0; Win64; x64", "Chrome/126.0 Safari/537.36 Edg/126.0"), "Edge sur Windows"),
        ("curl/8.5", "curl"),
        ("", UNKNOWN),
        ("\x00\x07<script>", UNKNOWN),
    ],
)
def test_a_browser_bears_the_name_its_person_knows(said: str, device: str) -> None:
    assert device_of(said) == device


def test_whatever_is_said_costs_little_and_stays_short() -> None:
    device_of("")  # reads its patterns
    began = time.monotonic()
    for said in ("x" * 1_000_000, "Mozilla/5.0 (" * 50_000, f"{'A' * 300}bot/1.0", "\u00e9" * 4000):
        assert len(device_of(said)) <= 60
    assert time.monotonic() - began < 2
