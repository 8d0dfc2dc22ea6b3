"""A browser in words a person knows it by, from what it says of itself (`User-Agent`), which may be anything."""

import ua_parser

UNKNOWN = "Appareil inconnu"
_LONGEST = 500
"""Characters read: what a browser says is matched against two thousand patterns."""
_PLAIN = {
    "Mobile Safari": "Safari",
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Edge Mobile": "Edge",
    "Mac OS X": "Mac",
    "Chrome OS": "Chromebook",
}


def device_of(said: str) -> str:
    """« Firefox sur Windows », « Safari sur iPhone »."""
    read = ua_parser.parse(said[:_LONGEST])
    browser = _plain(read.user_agent.family) if read.user_agent else ""
    system = _plain(read.os.family) if read.os else ""
    if read.device and read.device.family in {"iPhone", "iPad"}:
        system = read.device.family
    return " sur ".join(filter(None, (browser, system)))[:60] or UNKNOWN


def _plain(family: str) -> str:
    return _PLAIN.get(family, family)
